import type { AircraftState } from './aircraft-state.ts';
import { formatSquawk } from './code13.ts';
import { formatAddress } from './hex.ts';
import type { ModesMessage } from './message.ts';
import {
  type AircraftReport,
  parseCallsign,
  parsePosition,
  parseReportAddress,
  parseSquawk,
} from './report.ts';

/** A line of a BaseStation (SBS-1) stream. */
export interface SbsReport extends AircraftReport {
  /** 1 identification, 2 surface, 3 airborne, 4 velocity, 5 altitude, 6 squawk, 7 air to air, 8 all-call. */
  readonly transmission: number;
}

const FIELD_COUNT = 22;
const TIME = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)(\.\d+)?$/;

function number(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Flags are -1 or 1 when set, 0 when not. */
function flag(text: string | undefined): boolean | undefined {
  const value = number(text);
  return value === undefined ? undefined : value !== 0;
}

/** The stream has no zone; it is read as UTC. */
function timeMs(date: string | undefined, time: string | undefined): number | undefined {
  const match = TIME.exec(`${date} ${time}`);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '0'] = match;
  const wholeMs = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return wholeMs + Number(fraction) * 1000;
}

/**
 * Reads one line of a BaseStation stream. Undefined for lines that are not `MSG`, or damaged.
 *
 * @param receivedAtMs UTC ms, for lines without time.
 */
export function parseSbsLine(line: string, receivedAtMs: number): SbsReport | undefined {
  const fields = line.trim().split(',');
  if (fields[0] !== 'MSG' || fields.length > FIELD_COUNT) return undefined;
  const transmission = number(fields[1]);
  const address = parseReportAddress(fields[4] ?? '');
  if (transmission === undefined || transmission < 1 || transmission > 8 || !address) return undefined;
  return {
    transmission,
    ...address,
    atMs: timeMs(fields[6], fields[7]) ?? receivedAtMs,
    ...parsePosition(number(fields[14]), number(fields[15])),
    callsign: parseCallsign(fields[10]),
    altitudeFt: number(fields[11]),
    geometricHeightFt: undefined,
    groundSpeedKt: number(fields[12]),
    trackDeg: number(fields[13]),
    verticalRateFtMin: number(fields[16]),
    squawk: parseSquawk(fields[17] && fields[17].padStart(4, '0')),
    category: undefined,
    alert: flag(fields[18]),
    emergency: flag(fields[19]),
    spi: flag(fields[20]),
    onGround: flag(fields[21]),
    multilaterated: false,
  };
}

function transmissionOf(message: ModesMessage): number | undefined {
  switch (message.df) {
    case 0:
    case 16:
      return 7;
    case 4:
    case 20:
      return 5;
    case 5:
    case 21:
      return 6;
    case 11:
      return 8;
    case 24:
      return undefined;
    case 17:
    case 18:
    case 19:
      switch (message.me.kind) {
        case 'identification':
          return 1;
        case 'surface-position':
          return 2;
        case 'airborne-position':
        case 'coarse-position':
          return 3;
        case 'velocity':
          return 4;
        default:
          return undefined;
      }
  }
}

function dateAndTime(atMs: number): string {
  const iso = new Date(atMs).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')},${iso.slice(11, 23)}`;
}

const FLAG = { true: '-1', false: '0' } as const;

function flagText(value: boolean | undefined): string {
  return value === undefined ? '' : FLAG[`${value}`];
}

/**
 * One line of a BaseStation stream, without its end, for a message and the state it led to. Undefined for
 * messages the format does not know.
 */
export function formatSbsLine(message: ModesMessage, state: AircraftState, atMs: number): string | undefined {
  const transmission = transmissionOf(message);
  if (transmission === undefined) return undefined;
  const at = dateAndTime(atMs);
  const { position, velocity } = state;
  const here = (transmission === 2 || transmission === 3) && position?.atMs === atMs ? position : undefined;
  const moving = transmission === 4 || transmission === 2 ? velocity?.value : undefined;
  const high = transmission === 3 || transmission === 5 || transmission === 7;
  const status = transmission === 3 || transmission === 5 || transmission === 6;
  return [
    `MSG,${transmission},1,1,${formatAddress(state.address).toUpperCase()},1,${at},${at}`,
    transmission === 1 ? (state.callsign?.value ?? '') : '',
    high ? (state.altitudeFt?.value ?? '') : '',
    moving ? Math.round(moving.groundSpeedKt) : '',
    moving?.trackDeg === undefined ? '' : Math.round(moving.trackDeg),
    here ? here.latDeg.toFixed(5) : '',
    here ? here.lonDeg.toFixed(5) : '',
    transmission === 4 ? (state.verticalRateFtMin?.value ?? '') : '',
    transmission === 6 && state.squawk ? formatSquawk(state.squawk.value) : '',
    status ? flagText(state.alert?.value) : '',
    transmission === 6 ? flagText(isEmergency(state)) : '',
    status ? flagText(state.spi?.value) : '',
    flagText(state.onGround?.value),
  ].join(',');
}

function isEmergency(state: AircraftState): boolean | undefined {
  const code = state.squawk?.value;
  return code === undefined ? undefined : code === 0o7500 || code === 0o7600 || code === 0o7700;
}

/** Whether text looks like a BaseStation stream. */
export function looksLikeSbs(head: string): boolean {
  return /^\s*(?:MSG,[1-8],|(?:SEL|ID|AIR|STA|CLK),[^\n]*,)/.test(head);
}
