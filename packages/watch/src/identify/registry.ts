import type { Imported, ImportIssue } from '../issue.ts';
import { parseCsvRecords } from './csv.ts';

/** One aircraft of a user's register. */
export interface RegisteredAircraft {
  readonly address: number;
  readonly registration: string;
  readonly aircraftType?: string;
  readonly operator?: string;
  /** What the user's own list says about it; nothing is assumed without it. */
  readonly towards?: 'friend' | 'neutral' | 'suspect';
}

const aircraftMax = 2_000_000;
const TOWARDS: readonly string[] = ['friend', 'neutral', 'suspect'];

/** Reads a register from CSV with the columns `address` (six hex digits), `registration`, `type`, `operator`, `towards`. */
export function parseRegistry(text: string): Imported<RegisteredAircraft> {
  const items: RegisteredAircraft[] = [];
  const issues: ImportIssue[] = [];
  for (const [i, record] of parseCsvRecords(text).entries()) {
    const where = `row ${i + 2}`;
    if (items.length >= aircraftMax) {
      issues.push({ code: 'too-many', where, message: `only the first ${aircraftMax} aircraft are read` });
      break;
    }
    const { address = '', registration = '', type = '', operator = '', towards = '' } = record;
    if (!/^[0-9a-f]{6}$/iu.test(address)) {
      issues.push({ code: 'value', where, message: `address must be six hex digits: ${address}` });
      continue;
    }
    if (towards !== '' && !TOWARDS.includes(towards)) {
      issues.push({
        code: 'value',
        where,
        message: `towards must be one of ${TOWARDS.join(', ')}: ${towards}`,
      });
      continue;
    }
    items.push({
      address: Number.parseInt(address, 16),
      registration: plainRegistration(registration),
      ...(type !== '' && { aircraftType: type }),
      ...(operator !== '' && { operator }),
      ...(towards !== '' && { towards: towards as 'friend' }),
    });
  }
  return { items, issues };
}

/** Registrations are compared without hyphens and spaces, as flight plans and transponders carry them. */
export function plainRegistration(registration: string): string {
  return registration.toUpperCase().replace(/[^A-Z0-9]/gu, '');
}

/** A span of mode 3/A codes that says something about who uses it. */
export interface CodeSpan {
  readonly from: number;
  readonly to: number;
  readonly towards: 'friend' | 'neutral' | 'suspect';
  /** Weight of the evidence; 1 is one solid piece. */
  readonly weight: number;
  readonly about: string;
}

/** Reads a code list from CSV with the columns `from`, `to` (octal), `towards`, `weight`, `about`. */
export function parseCodeList(text: string): Imported<CodeSpan> {
  const items: CodeSpan[] = [];
  const issues: ImportIssue[] = [];
  for (const [i, record] of parseCsvRecords(text).entries()) {
    const where = `row ${i + 2}`;
    const { from = '', to = from, towards = '', weight = '', about = '' } = record;
    const [first, last] = [from, to === '' ? from : to].map((code) =>
      /^[0-7]{4}$/u.test(code) ? Number.parseInt(code, 8) : Number.NaN,
    ) as [number, number];
    if (!(last >= first) || !TOWARDS.includes(towards)) {
      issues.push({
        code: 'value',
        where,
        message: 'codes must be four octal digits in order, towards friend, neutral or suspect',
      });
      continue;
    }
    items.push({
      from: first,
      to: last,
      towards: towards as 'friend',
      weight: weight === '' ? 0.5 : Math.min(2, Math.max(0, Number(weight) || 0)),
      about,
    });
  }
  return { items, issues };
}
