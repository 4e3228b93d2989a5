import { createEncoder } from '@commonsky/asterix';
import { cat020, type Cat020 } from '@commonsky/asterix/cat020';
import { cat021, type Cat021 } from '@commonsky/asterix/cat021';
import { DEG_PER_RAD, M_PER_FT, M_PER_NM, MPS_PER_FTMIN, MPS_PER_KT } from '@commonsky/model';
import type { AdsbSpec, MlatSpec } from '../scenario/scenario.ts';
import type { MlatReport } from '../sensors/mlat.ts';
import type { PositionReport } from '../sensors/report.ts';
import { batches } from './batches.ts';
import { octalCode } from './octal.ts';
import { onGrid } from './radar.ts';

/** Emitter categories: set and number of ADS-B to I021/020. */
const EMITTER: Readonly<Record<string, number>> = {
  A1: 1,
  A2: 2,
  A3: 3,
  A4: 4,
  A5: 5,
  A6: 6,
  A7: 10,
  B6: 13,
};
/** Records of at most 90 octets in a block, so that a datagram passes an Ethernet in one piece. */
const RECORD_COUNT_MAX = 16;
const STANDSTILL_MPS = 0.5;

/** Makes the octets of ADS-B ground stations (CAT021); `clock` is the station's. */
export function createAdsbEncoder(timeOfDay: (clockS: number) => number) {
  const encoder = createEncoder(cat021);

  function target(spec: AdsbSpec, report: PositionReport, clockS: number): Cat021 {
    const time = timeOfDay(clockS);
    const speedMps = Math.hypot(report.eastMps, report.northMps);
    const trackDeg = Math.atan2(report.eastMps, report.northMps) * DEG_PER_RAD;
    const position = Number.isNaN(report.latDeg) ? undefined : { lat: report.latDeg, lon: report.lonDeg };
    return {
      i010: { sac: spec.sac, sic: spec.sic },
      i040: {
        addressType: 0,
        altitudeResolution: 0,
        rangePending: false,
        fieldMonitor: false,
        differentialCorrection: false,
        groundBit: report.onGround,
        simulated: false,
        test: false,
        noSelectedAltitude: true,
        confidence: 0,
      },
      i020: { emitterCategory: EMITTER[report.category] ?? 0 },
      i070: report.mode3a === undefined ? undefined : { mode3A: octalCode(report.mode3a) },
      i071: position && { timeOfPosition: time },
      i073: { positionReceived: time },
      i075: { velocityReceived: time },
      i077: { timeOfTransmission: time },
      i080: { targetAddress: report.address! },
      i090: {
        nucrOrNacv: 2,
        nucpOrNic: report.nic,
        nicBaro: true,
        sil: 3,
        nacp: report.nacP,
        silPerSample: false,
        sda: 2,
        gva: 2,
      },
      i130: position,
      i131: position,
      i140: report.onGround || !position ? undefined : { geometricHeight: report.heightM / M_PER_FT },
      i145: report.onGround ? undefined : { flightLevel: report.altitudeFt / 100 },
      i155: report.onGround ? undefined : { exceeded: false, rate: report.verticalMps / MPS_PER_FTMIN },
      i160:
        report.onGround || !position
          ? undefined
          : { exceeded: false, groundSpeed: speedMps / M_PER_NM, trackAngle: onGrid(trackDeg, 65_536) },
      i170: report.callsign === undefined ? undefined : { targetIdentification: report.callsign },
      i200: {
        intentChange: false,
        lnavDisengaged: false,
        militaryEmergency: false,
        priorityStatus: priorityStatus(report.mode3a),
        surveillanceStatus: report.spi ? 3 : priorityStatus(report.mode3a) > 0 ? 1 : 0,
      },
      i210: { versionUnsupported: false, version: 2, linkTechnology: 2 },
      re: report.onGround
        ? {
            surfaceVector: {
              stopped: speedMps < STANDSTILL_MPS,
              headingValid: true,
              isGroundTrack: true,
              magneticNorth: false,
              groundSpeed: speedMps / MPS_PER_KT,
              heading: onGrid(trackDeg, 128),
            },
          }
        : undefined,
    };
  }

  return (
    spec: AdsbSpec,
    reports: readonly PositionReport[],
    clock: (timeS: number) => number,
  ): Uint8Array[] =>
    batches(reports, RECORD_COUNT_MAX).map((batch) =>
      encoder.encode(batch.map((report) => target(spec, report, clock(report.timeS)))),
    );
}

/** I021/200: what a special code says. */
function priorityStatus(mode3a: number | undefined): number {
  return mode3a === 0o7700 ? 1 : mode3a === 0o7600 ? 4 : mode3a === 0o7500 ? 5 : 0;
}

/** Makes the octets of multilateration systems (CAT020). */
export function createMlatEncoder(timeOfDay: (clockS: number) => number) {
  const encoder = createEncoder(cat020);

  function target(spec: MlatSpec, report: MlatReport, clockS: number): Cat020 {
    const selective = report.address !== undefined;
    return {
      i010: { sac: spec.sac, sic: spec.sic },
      i140: { timeOfDay: timeOfDay(clockS) },
      i020: {
        ssr: !selective,
        ms: selective,
        hf: false,
        vdl4: false,
        uat: false,
        dme: false,
        ot: false,
        fieldMonitor: false,
        spi: report.spi,
        chain: false,
        gbs: report.onGround,
        crt: false,
        simulated: false,
        test: false,
      },
      i041: { lat: report.latDeg, lon: report.lonDeg },
      i070:
        report.mode3a === undefined
          ? undefined
          : { invalid: false, garbled: false, notExtracted: false, mode3A: octalCode(report.mode3a) },
      i090: Number.isNaN(report.altitudeFt)
        ? undefined
        : { invalid: false, garbled: false, flightLevel: report.altitudeFt / 100 },
      i220: report.address === undefined ? undefined : { targetAddress: report.address },
      i245: report.callsign === undefined ? undefined : { sti: 2, characters: report.callsign },
      i500: {
        // The correlation has steps of a quarter and no sign in this item: sent only as far as it goes.
        sdp: {
          x: report.sigmaEastM,
          y: report.sigmaNorthM,
          sdpCorrelationXy: Math.max(0, report.correlation),
        },
      },
    };
  }

  return (spec: MlatSpec, report: MlatReport, clockS: number): Uint8Array =>
    encoder.encode([target(spec, report, clockS)]);
}
