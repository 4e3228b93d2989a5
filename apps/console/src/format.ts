import {
  DEG_PER_RAD,
  M_PER_FL,
  M_PER_FT,
  M_PER_NM,
  MPS_PER_FTMIN,
  MPS_PER_KT,
  type TrackIdentity,
} from '@commonsky/model';

/** Shown where a value is not known. */
export const UNKNOWN = '–';

/** Climbs and descents slower than this are shown as level flight: 300 ft/min. */
const TREND_MIN_MPS = 300 * MPS_PER_FTMIN;

export function formatAddress(address: number): string {
  return address.toString(16).toUpperCase().padStart(6, '0');
}

export function formatCode(mode3a: number): string {
  return mode3a.toString(8).padStart(4, '0');
}

/** What the target is called: callsign, else address, else code, else our own track number. */
export function formatName({ callsign, address, mode3a }: TrackIdentity, number: number): string {
  if (callsign !== undefined) return callsign;
  if (address !== undefined) return formatAddress(address);
  if (mode3a !== undefined) return `A${formatCode(mode3a)}`;
  return `#${number}`;
}

/** Hundreds of feet of pressure altitude, three digits: `350`, `008`, `-02`. */
export function formatLevel(pressureAltitudeM: number): string {
  if (Number.isNaN(pressureAltitudeM)) return UNKNOWN;
  const level = Math.round(pressureAltitudeM / M_PER_FL);
  return level < 0 ? `-${String(-level).padStart(2, '0')}` : String(level).padStart(3, '0');
}

/** Climbing, descending, level or (empty) not known. */
export function formatTrend(verticalMps: number): '↑' | '↓' | '=' | '' {
  if (Number.isNaN(verticalMps)) return '';
  if (verticalMps >= TREND_MIN_MPS) return '↑';
  return verticalMps <= -TREND_MIN_MPS ? '↓' : '=';
}

export function formatSpeed(speedMps: number): string {
  return Number.isNaN(speedMps) ? UNKNOWN : String(Math.round(speedMps / MPS_PER_KT));
}

/** Degrees true, 001 to 360, as spoken. */
export function formatAngle(deg: number): string {
  if (Number.isNaN(deg)) return UNKNOWN;
  const whole = Math.round(((deg % 360) + 360) % 360);
  return String(whole === 0 ? 360 : whole).padStart(3, '0');
}

export function angleOf(eastMps: number, northMps: number): number {
  return (Math.atan2(eastMps, northMps) * DEG_PER_RAD + 360) % 360;
}

export function formatFeet(m: number): string {
  return Number.isNaN(m) ? UNKNOWN : Math.round(m / M_PER_FT).toLocaleString('en');
}

/** Feet a minute, to the next 50, with its sign. */
export function formatClimb(verticalMps: number): string {
  if (Number.isNaN(verticalMps)) return UNKNOWN;
  const feetPerMinute = Math.round(verticalMps / MPS_PER_FTMIN / 50) * 50;
  return `${feetPerMinute > 0 ? '+' : ''}${feetPerMinute.toLocaleString('en')}`;
}

export function formatDistance(m: number): string {
  const nm = m / M_PER_NM;
  return nm < 100 ? nm.toFixed(1) : nm.toFixed(0);
}

/** Seconds below two minutes, else minutes. */
export function formatAge(ms: number): string {
  if (Number.isNaN(ms)) return UNKNOWN;
  const s = Math.max(0, ms) / 1000;
  if (s < 9.95) return `${s.toFixed(1)} s`;
  return s < 120 ? `${Math.round(s)} s` : `${Math.round(s / 60)} min`;
}

/** `12:05:09` UTC. */
export function formatTime(utcMs: number): string {
  return Number.isNaN(utcMs) ? '--:--:--' : new Date(utcMs).toISOString().slice(11, 19);
}

export function formatDate(utcMs: number): string {
  return Number.isNaN(utcMs) ? '' : new Date(utcMs).toISOString().slice(0, 10);
}

/** `42°52.3′N 074°36.0′E`: degrees and minutes, as on charts. */
export function formatPosition(latDeg: number, lonDeg: number): string {
  return `${degreesAndMinutes(latDeg, 2, 'N', 'S')} ${degreesAndMinutes(lonDeg, 3, 'E', 'W')}`;
}

function degreesAndMinutes(deg: number, width: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(deg) * 600);
  const whole = String(Math.floor(tenths / 600)).padStart(width, '0');
  const minutes = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return `${whole}°${minutes}′${deg < 0 ? negative : positive}`;
}
