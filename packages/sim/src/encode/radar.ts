import { createEncoder } from '@commonsky/asterix';
import { cat034, type Cat034 } from '@commonsky/asterix/cat034';
import { cat048, type Cat048 } from '@commonsky/asterix/cat048';
import { DEG_PER_RAD, M_PER_FT, M_PER_NM } from '@commonsky/model';
import { SECTOR_COUNT, type Radar, type SectorReports } from '../sensors/radar.ts';
import type { RadarReport } from '../sensors/report.ts';
import { batches } from './batches.ts';
import { octalCode } from './octal.ts';

const NORTH_MARKER = 1;
const SECTOR_CROSSING = 2;
/** Most that fits into I048/040. */
const RHO_NM_MAX = 65_535 / 256;

/** Records of at most 45 octets in a block, so that a datagram passes an Ethernet in one piece. */
const RECORD_COUNT_MAX = 32;

/** Makes the octets of radars: the plots of a sector (CAT048), then its crossing or the north marker (CAT034). */
export function createRadarEncoder(timeOfDay: (clockS: number) => number) {
  const targets = createEncoder(cat048);
  const service = createEncoder(cat034);

  function plot({ spec, station }: Radar, report: RadarReport): Cat048 {
    const { primary, secondary, modeS } = report;
    return {
      i010: { sac: spec.sac, sic: spec.sic },
      i140: { timeOfDay: timeOfDay(station.clock(report.timeS)) },
      i020: {
        // 1 PSR, 2 SSR, 3 both, 5 Mode S roll-call, 7 the same with PSR.
        typ: modeS ? (primary ? 7 : 5) : Number(primary) + 2 * Number(secondary),
        simulated: false,
        rdpChain: false,
        spi: report.spi,
        fieldMonitor: false,
      },
      i040: {
        rho: Math.min(RHO_NM_MAX, report.rangeM / M_PER_NM),
        theta: onGrid(report.azimuthRad * DEG_PER_RAD, 65_536),
      },
      i070:
        report.mode3a === undefined
          ? undefined
          : {
              invalid: report.mode3aGarbled,
              garbled: report.mode3aGarbled,
              notExtracted: false,
              mode3A: octalCode(report.mode3a),
            },
      i090: Number.isNaN(report.altitudeFt)
        ? undefined
        : {
            invalid: report.altitudeGarbled,
            garbled: report.altitudeGarbled,
            flightLevel: report.altitudeFt / 100,
          },
      i110: Number.isNaN(report.heightM) ? undefined : { height: report.heightM / M_PER_FT },
      i120: Number.isNaN(report.dopplerMps)
        ? undefined
        : {
            calculated: {
              doubtful: false,
              speed: Math.max(-512, Math.min(511, Math.round(report.dopplerMps))),
            },
          },
      i220: report.address === undefined ? undefined : { aircraftAddress: report.address },
      i240: report.callsign === undefined ? undefined : { aircraftIdentification: report.callsign },
      i230: modeS
        ? {
            communications: 1,
            flightStatus: report.spi ? 5 : 0,
            iiCapable: false,
            specificService: true,
            altitude25Ft: true,
            hasIdentification: true,
            bds10Bit16: true,
            bds10Bits37To40: 0,
          }
        : undefined,
    };
  }

  function crossing({ spec, station }: Radar, { sector, timeS }: SectorReports): Cat034 {
    const common = {
      i010: { sac: spec.sac, sic: spec.sic },
      i030: { timeOfDay: timeOfDay(station.clock(timeS)) },
      i020: { sector: sector * (360 / SECTOR_COUNT) },
    };
    if (sector !== 0) return { ...common, i000: { messageType: SECTOR_CROSSING } };
    const channel = { antenna2: false, channel: 1, overload: false, monitorDisconnected: false };
    const modeS = spec.secondary?.mode === 'modeS';
    return {
      ...common,
      i000: { messageType: NORTH_MARKER },
      i041: { rotationPeriod: spec.periodS },
      i050: {
        common: {
          noGo: false,
          rdpChain2: false,
          rdpReset: false,
          rdpOverload: false,
          transmissionOverload: false,
          monitorDisconnected: false,
          timeSourceInvalid: false,
        },
        psr: spec.primary ? channel : undefined,
        ssr: spec.secondary && !modeS ? channel : undefined,
        modeS: modeS
          ? {
              ...channel,
              coordinationChannelB: false,
              dataLinkChannelB: false,
              coordinationOverload: false,
              dataLinkOverload: false,
            }
          : undefined,
      },
      i120: { height: spec.heightM, lat: spec.latDeg, lon: spec.lonDeg },
    };
  }

  return (radar: Radar, sector: SectorReports): Uint8Array[] => {
    const blocks = batches(sector.reports, RECORD_COUNT_MAX).map((reports) =>
      targets.encode(reports.map((report) => plot(radar, report))),
    );
    blocks.push(service.encode([crossing(radar, sector)]));
    return blocks;
  };
}

/** An angle (degrees) rounded to one of `steps` of a turn: what rounds up to a full turn is north again. */
export function onGrid(angleDeg: number, steps: number): number {
  const step = Math.round((angleDeg / 360) * steps) % steps;
  return ((step < 0 ? step + steps : step) / steps) * 360;
}
