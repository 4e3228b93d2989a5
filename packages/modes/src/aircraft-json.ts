import { type AircraftState, type FieldSource, ageMs } from './aircraft-state.ts';
import { formatSquawk } from './code13.ts';
import { formatAddress } from './hex.ts';
import {
  type AircraftReport,
  parseCallsign,
  parsePosition,
  parseReportAddress,
  parseSquawk,
} from './report.ts';

/** Values older than this are left out, as readers of the format expect. */
const FRESH_MS = 60_000;
/** Aircraft without position stay listed for this long after the last message. */
const LISTED_MS = 60_000;

/** An aircraft as readsb writes it and tar1090 reads it. */
export interface AircraftJsonEntry {
  readonly hex: string;
  readonly type: string;
  readonly seen: number;
  readonly messages: number;
  readonly [field: string]: string | number | readonly string[];
}

export interface AircraftJson {
  /** Seconds since 1970. */
  readonly now: number;
  readonly messages: number;
  readonly aircraft: AircraftJsonEntry[];
}

const TYPES: Record<FieldSource, string> = {
  'adsb-icao': 'adsb_icao',
  'adsb-icao-nt': 'adsb_icao_nt',
  'adsb-other': 'adsb_other',
  'adsr-icao': 'adsr_icao',
  'adsr-other': 'adsr_other',
  'tisb-icao': 'tisb_icao',
  'tisb-trackfile': 'tisb_trackfile',
  'tisb-other': 'tisb_other',
  'mode-s': 'mode_s',
  'comm-b': 'mode_s',
};

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** The file that tar1090 and other maps poll. */
export function formatAircraftJson(
  states: Iterable<AircraftState>,
  nowMs: number,
  messageCount: number,
): AircraftJson {
  const aircraft: AircraftJsonEntry[] = [];
  for (const state of states) {
    if (nowMs - state.lastSeenMs <= LISTED_MS) aircraft.push(formatAircraft(state, nowMs));
  }
  return { now: round(nowMs / 1000, 3), messages: messageCount, aircraft };
}

type Draft = Record<string, string | number | readonly string[]>;

function formatAircraft(state: AircraftState, nowMs: number): AircraftJsonEntry {
  const entry: Draft = {};
  const put = <T>(
    name: string,
    field: { readonly value: T; readonly atMs: number } | undefined,
    form: (value: T) => string | number,
  ) => {
    if (field && nowMs - field.atMs <= FRESH_MS) entry[name] = form(field.value);
  };
  const plain = (digits: number) => (value: number) => round(value, digits);

  put('flight', state.callsign, (callsign) => callsign.padEnd(8));
  put('squawk', state.squawk, formatSquawk);
  put('category', state.category, String);
  if (state.onGround?.value && nowMs - state.onGround.atMs <= FRESH_MS) entry['alt_baro'] = 'ground';
  else put('alt_baro', state.altitudeFt, plain(0));
  put('alt_geom', state.geometricHeightFt, plain(0));
  put('gs', state.velocity, (velocity) => round(velocity.groundSpeedKt, 1));
  const trackDeg = state.velocity?.value.trackDeg;
  if (trackDeg !== undefined && ageMs(state.velocity, nowMs) <= FRESH_MS) entry['track'] = round(trackDeg, 2);
  put('baro_rate', state.verticalRateFtMin, plain(0));
  put('mag_heading', state.magneticHeadingDeg, plain(2));
  put('true_heading', state.trueHeadingDeg, plain(2));
  put('ias', state.indicatedAirspeedKt, plain(0));
  put('tas', state.trueAirspeedKt, plain(0));
  put('mach', state.mach, plain(3));
  put('roll', state.rollDeg, plain(2));
  put('track_rate', state.trackRateDegS, plain(2));
  put('nav_altitude_mcp', state.selectedAltitudeFt, plain(0));
  put('nav_heading', state.selectedHeadingDeg, plain(2));
  put('nav_qnh', state.altimeterSettingHpa, plain(1));
  put('emergency', state.emergency, emergencyName);
  put('version', state.adsbVersion, plain(0));
  put('nac_p', state.nacP, plain(0));
  put('nac_v', state.nacV, plain(0));
  put('sil', state.sil, plain(0));
  put('sda', state.sda, plain(0));
  put('gva', state.gva, plain(0));
  put('nic_baro', state.nicBaro, Number);
  put('alert', state.alert, Number);
  put('spi', state.spi, Number);
  put('oat', state.staticTemperatureC, plain(0));
  put('ws', state.wind, (wind) => Math.round(wind.speedKt));
  put('wd', state.wind, (wind) => Math.round(wind.fromDeg));
  const { position } = state;
  if (position && nowMs - position.atMs <= FRESH_MS) {
    entry['lat'] = round(position.latDeg, 6);
    entry['lon'] = round(position.lonDeg, 6);
    entry['nic'] = position.nic;
    entry['rc'] = Math.round(position.containmentM ?? 0);
    entry['seen_pos'] = round((nowMs - position.atMs) / 1000, 3);
  }
  return {
    hex: `${state.isIcaoAddress ? '' : '~'}${formatAddress(state.address)}`,
    type: TYPES[position?.source ?? state.onGround?.source ?? state.callsign?.source ?? 'mode-s'],
    ...entry,
    mlat: [],
    tisb: [],
    messages: state.messageCount,
    seen: round((nowMs - state.lastSeenMs) / 1000, 1),
  };
}

const EMERGENCY_NAMES: Record<string, string> = {
  'minimum-fuel': 'minfuel',
  'no-communications': 'nordo',
  'unlawful-interference': 'unlawful',
};

function emergencyName(emergency: string): string {
  return EMERGENCY_NAMES[emergency] ?? emergency;
}

/** The aircraft of a file that readsb or a relative of it wrote; entries that are not aircraft are left out. */
export function parseAircraftJson(json: unknown): AircraftReport[] {
  if (!isRecord(json) || !Array.isArray(json['aircraft'])) return [];
  const nowS = json['now'];
  if (typeof nowS !== 'number') return [];
  return json['aircraft'].flatMap((entry: unknown) => {
    const report = isRecord(entry) ? parseAircraft(entry, nowS * 1000) : undefined;
    return report ? [report] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parseAircraft(entry: Record<string, unknown>, nowMs: number): AircraftReport | undefined {
  const number = (name: string) => {
    const value = entry[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const text = (name: string) => {
    const value = entry[name];
    return typeof value === 'string' ? value : undefined;
  };
  const flag = (name: string) => {
    const value = number(name);
    return value === undefined ? undefined : value !== 0;
  };
  const address = parseReportAddress(text('hex') ?? '');
  if (!address) return undefined;
  const position = parsePosition(number('lat'), number('lon'));
  const ageS = (position.latDeg === undefined ? number('seen') : number('seen_pos')) ?? 0;
  const ground = text('alt_baro') === 'ground';
  const altitudeFt = number('alt_baro');
  const emergency = text('emergency');
  return {
    ...address,
    atMs: nowMs - ageS * 1000,
    ...position,
    altitudeFt,
    geometricHeightFt: number('alt_geom'),
    groundSpeedKt: number('gs'),
    trackDeg: number('track'),
    verticalRateFtMin: number('baro_rate') ?? number('geom_rate'),
    callsign: parseCallsign(text('flight')),
    squawk: parseSquawk(text('squawk')),
    category: text('category'),
    onGround: ground ? true : altitudeFt === undefined ? undefined : false,
    alert: flag('alert'),
    emergency: emergency === undefined ? undefined : emergency !== 'none',
    spi: flag('spi'),
    multilaterated: Array.isArray(entry['mlat']) && entry['mlat'].includes('lat'),
  };
}
