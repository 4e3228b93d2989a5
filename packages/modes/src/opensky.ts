import {
  type AircraftReport,
  parseCallsign,
  parsePosition,
  parseReportAddress,
  parseSquawk,
} from './report.ts';

const FT_PER_M = 1 / 0.3048;
const KT_PER_MPS = 3600 / 1852;
/** `position_source` of a position found by multilateration. */
const MLAT = 2;

/** Columns of a state vector. @see the REST documentation of the OpenSky Network, "all state vectors". */
const COLUMN = {
  address: 0,
  callsign: 1,
  positionAtS: 3,
  contactAtS: 4,
  lonDeg: 5,
  latDeg: 6,
  altitudeM: 7,
  onGround: 8,
  speedMps: 9,
  trackDeg: 10,
  climbMps: 11,
  heightM: 13,
  squawk: 14,
  spi: 15,
  positionSource: 16,
} as const;

/** The aircraft of an answer of the OpenSky Network; rows that are not state vectors are left out. */
export function parseOpenSky(json: unknown): AircraftReport[] {
  if (typeof json !== 'object' || json === null || !('states' in json) || !Array.isArray(json.states))
    return [];
  return json.states.flatMap((row: unknown) => {
    const report = Array.isArray(row) ? parseStateVector(row) : undefined;
    return report ? [report] : [];
  });
}

function parseStateVector(row: readonly unknown[]): AircraftReport | undefined {
  const number = (column: keyof typeof COLUMN, factor = 1) => {
    const value = row[COLUMN[column]];
    return typeof value === 'number' && Number.isFinite(value) ? value * factor : undefined;
  };
  const text = (column: keyof typeof COLUMN) => {
    const value = row[COLUMN[column]];
    return typeof value === 'string' ? value : undefined;
  };
  const flag = (column: keyof typeof COLUMN) => {
    const value = row[COLUMN[column]];
    return typeof value === 'boolean' ? value : undefined;
  };
  const address = parseReportAddress(text('address') ?? '');
  const position = parsePosition(number('latDeg'), number('lonDeg'));
  const atS = (position.latDeg === undefined ? undefined : number('positionAtS')) ?? number('contactAtS');
  if (!address || atS === undefined) return undefined;
  return {
    ...address,
    atMs: atS * 1000,
    ...position,
    altitudeFt: number('altitudeM', FT_PER_M),
    geometricHeightFt: number('heightM', FT_PER_M),
    groundSpeedKt: number('speedMps', KT_PER_MPS),
    trackDeg: number('trackDeg'),
    verticalRateFtMin: number('climbMps', FT_PER_M * 60),
    callsign: parseCallsign(text('callsign')),
    squawk: parseSquawk(text('squawk')),
    category: undefined,
    onGround: flag('onGround'),
    alert: undefined,
    emergency: undefined,
    spi: flag('spi'),
    multilaterated: number('positionSource') === MLAT,
  };
}
