import { createDecoder, createEncoder } from '@commonsky/asterix';
import { cat062, type Cat062 } from '@commonsky/asterix/cat062';
import { M_PER_FL, MPS_PER_FTMIN, resolveTimeOfDay, timeOfDayS } from '@commonsky/model';
import type { ReleasedTrack } from '@commonsky/treaty';

/** A released track as one CAT062 data block, which any centre can read, and back. */
export interface Cat062Source {
  readonly sac: number;
  readonly sic: number;
}

const encoder = createEncoder(cat062);
const decoder = createDecoder({ categories: [cat062] });

/** Track numbers of CAT062 have 16 bits; the envelope carries the whole number. */
const NUMBER_MASK = 0xffff;
const ACCURACY_M_MAX = 32_767;
const CLIMB_MAX = 32_767 * 6.25;

export function encodeReleased(track: ReleasedTrack, { sac, sic }: Cat062Source): Uint8Array {
  const {
    latDeg,
    lonDeg,
    eastMps,
    northMps,
    verticalMps,
    pressureAltitudeM,
    accuracyM,
    address,
    mode3a,
    callsign,
  } = track;
  const record: Cat062 = {
    i010: { sac, sic },
    i040: { trackNumber: track.number & NUMBER_MASK },
    i070: { timeOfTrack: timeOfDayS(track.atMs) },
    i080: status(track.status === 'coasting'),
    i105: { lat: latDeg, lon: lonDeg },
    ...(known(eastMps) && known(northMps) && { i185: { vx: eastMps, vy: northMps } }),
    ...(mode3a !== undefined && {
      i060: { invalid: false, garbled: false, changed: false, mode3A: mode3a.toString(8).padStart(4, '0') },
    }),
    ...(callsign !== undefined && { i245: { source: 0, identification: callsign } }),
    ...(address !== undefined && { i380: { targetAddress: address } }),
    ...(known(pressureAltitudeM) && { i136: { flightLevel: pressureAltitudeM / M_PER_FL } }),
    ...(known(verticalMps) && { i220: { rateOfClimb: clamp(verticalMps / MPS_PER_FTMIN, CLIMB_MAX) } }),
    ...(known(accuracyM) && {
      i500: { position: { x: clamp(accuracyM, ACCURACY_M_MAX), y: clamp(accuracyM, ACCURACY_M_MAX) } },
    }),
  };
  return encoder.encode([record]);
}

/** Undefined when the octets are not one track with a position. */
export function decodeReleased(
  bytes: Uint8Array,
  { provider, number, atMs }: { readonly provider: string; readonly number: number; readonly atMs: number },
): ReleasedTrack | undefined {
  const { records, issues } = decoder.decode(bytes);
  const items = records[0]?.items;
  if (records.length !== 1 || issues.length > 0 || items?.i105 === undefined || items.i070 === undefined)
    return undefined;
  const { i060, i080, i105, i136, i185, i220, i245, i380, i500 } = items;
  return {
    provider,
    number,
    status: i080?.coasting === true ? 'coasting' : 'confirmed',
    atMs: resolveTimeOfDay(items.i070.timeOfTrack, atMs),
    latDeg: i105.lat,
    lonDeg: i105.lon,
    pressureAltitudeM: i136 === undefined ? Number.NaN : i136.flightLevel * M_PER_FL,
    eastMps: i185?.vx ?? Number.NaN,
    northMps: i185?.vy ?? Number.NaN,
    verticalMps: i220 === undefined ? Number.NaN : i220.rateOfClimb * MPS_PER_FTMIN,
    accuracyM: i500?.position?.x ?? Number.NaN,
    address: i380?.targetAddress,
    mode3a: i060 === undefined ? undefined : Number.parseInt(i060.mode3A, 8),
    callsign: i245?.identification,
    // CAT062 has no field for another's assessment; it travels in alerts and incidents only.
    identity: undefined,
  };
}

function status(isCoasting: boolean): NonNullable<Cat062['i080']> {
  return {
    monosensor: false,
    spi: false,
    geometricMoreReliable: false,
    altitudeSource: 0,
    tentative: false,
    simulated: false,
    lastReport: false,
    firstReport: false,
    flightPlanCorrelated: false,
    adsbInconsistent: false,
    slavePromotion: false,
    background: false,
    amalgamated: false,
    mode4: 0,
    militaryEmergency: false,
    militaryId: false,
    mode5: 0,
    coasting: isCoasting,
    psrAged: false,
    ssrAged: false,
    modeSAged: false,
    adsbAged: false,
    specialCode: false,
    codeConflict: false,
  };
}

function known(value: number): boolean {
  return !Number.isNaN(value);
}

function clamp(value: number, max: number): number {
  return Math.max(-max, Math.min(max, value));
}
