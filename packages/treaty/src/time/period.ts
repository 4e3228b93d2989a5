/**
 * ISO 8601 dates and periods in UTC. The calendar is the proleptic Gregorian one, as ECMAScript
 * counts it; there are no leap seconds.
 */

/** A period as written: `P5Y`, `P1Y6M`, `P30D`, `PT36H`. Fields that are absent are 0. */
export interface Period {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  /** Hours, minutes and seconds together, ms. */
  readonly timeMs: number;
}

/**
 * A moment as far as it is known: `2003-09` is some moment in September. A day counts as its first
 * moment, because treaties are in force from the beginning of a day.
 */
export interface Moment {
  readonly earliestMs: number;
  /** Equal to `earliestMs` for a day or an instant; the first moment after it for a month or a year. */
  readonly latestMs: number;
}

const DAY_MS = 86_400_000;
const PERIOD =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/;
const MOMENT = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z)?)?)?$/;

/** The period, or undefined when `text` is not one of at least one part. */
export function parsePeriod(text: string): Period | undefined {
  const match = PERIOD.exec(text);
  if (match === null || text === 'P') return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return {
    years: years!,
    months: months!,
    weeks: weeks!,
    days: days!,
    timeMs: ((hours! * 60 + minutes!) * 60 + seconds!) * 1000,
  };
}

/**
 * UTC ms of `fromMs` plus the period: years and months first, the day drawn back to the last of a
 * shorter month (29 February + P1Y is 28 February), then weeks, days and time.
 */
export function addPeriod(fromMs: number, period: Period, times = 1): number {
  const from = new Date(fromMs);
  const month = from.getUTCMonth() + times * (period.years * 12 + period.months);
  const year = from.getUTCFullYear() + Math.floor(month / 12);
  const monthOfYear = ((month % 12) + 12) % 12;
  const day = Math.min(from.getUTCDate(), daysInMonth(year, monthOfYear));
  const timeMs = fromMs - Math.floor(fromMs / DAY_MS) * DAY_MS;
  const days = times * (period.weeks * 7 + period.days);
  return utcMs(year, monthOfYear, day) + days * DAY_MS + timeMs + times * period.timeMs;
}

/**
 * A date of year, month or day precision, or an instant with `Z`: `2003`, `2003-09`, `2003-09-22`,
 * `2003-09-22T10:30Z`. Undefined for anything else, 30 February among it. Local times are refused:
 * the parties live in different ones.
 */
export function parseMoment(text: string): Moment | undefined {
  const match = MOMENT.exec(text);
  if (match === null) return undefined;
  const [, yearText, monthText, dayText, hourText, minuteText, secondText, fraction] = match;
  const year = Number(yearText);
  if (monthText === undefined) return { earliestMs: utcMs(year, 0, 1), latestMs: utcMs(year + 1, 0, 1) };
  const month = Number(monthText) - 1;
  if (month < 0 || month > 11) return undefined;
  if (dayText === undefined)
    return { earliestMs: utcMs(year, month, 1), latestMs: utcMs(year, month + 1, 1) };
  const day = Number(dayText);
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  const hour = Number(hourText ?? 0);
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const timeMs = ((hour * 60 + minute) * 60 + second) * 1000 + Number((fraction ?? '').padEnd(3, '0'));
  const atMs = utcMs(year, month, day) + timeMs;
  return { earliestMs: atMs, latestMs: atMs };
}

/** `2003-09-22` or, when there is a time of day, `2003-09-22T10:30:00Z`; `never` for infinity. */
export function formatInstant(atMs: number): string {
  if (!Number.isFinite(atMs)) return 'never';
  const text = new Date(atMs).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace('.000Z', 'Z');
}

function daysInMonth(year: number, month: number): number {
  return new Date(utcMs(year, month + 1, 1) - DAY_MS).getUTCDate();
}

/** `Date.UTC` without its reading of years 0…99 as 1900…1999. */
function utcMs(year: number, month: number, day: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(year, month, day);
}
