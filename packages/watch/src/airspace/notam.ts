import type { ImportIssue } from '../issue.ts';
import type { Activation } from './activation.ts';

/**
 * Reads the activation out of a NOTAM in ICAO format: the Q-code says activated (`..CA`) or
 * deactivated (`..CD`), items B and C the period, item E names the airspaces. Airspaces are found by
 * their ids as whole words. Item D (hours within the period) is not used: the whole period counts.
 */
export function parseNotam(
  text: string,
  airspaceIds: readonly string[],
): { readonly activations: readonly Activation[]; readonly issues: readonly ImportIssue[] } {
  const id = /\b([A-Z]\d{4}\/\d{2})\b/u.exec(text)?.[1] ?? 'NOTAM';
  const issues: ImportIssue[] = [];
  const failed = (message: string) => ({
    activations: [],
    issues: [{ code: 'syntax', where: id, message } satisfies ImportIssue],
  });
  const code = /Q\)\s*[A-Z]{4}\/Q([A-Z]{2})([A-Z]{2})\//u.exec(text);
  if (!code) return failed('no Q line');
  if (code[2] !== 'CA' && code[2] !== 'CD')
    return failed(`condition ${code[2]} neither activates nor deactivates`);
  const fromMs = momentOf(/B\)\s*(\d{10})/u.exec(text)?.[1]);
  const until = /C\)\s*(\d{10}|PERM)/u.exec(text)?.[1];
  const toMs = until === 'PERM' ? Number.POSITIVE_INFINITY : momentOf(until);
  if (!(toMs > fromMs)) return failed('no period in items B and C');
  if (/\bD\)\s*\S/u.test(text)) {
    issues.push({
      code: 'schedule',
      where: id,
      message: 'hours of item D are not used; the whole period counts',
    });
  }
  const subject = (/\bE\)\s*([\s\S]*)$/u.exec(text)?.[1] ?? '').toUpperCase();
  const named = airspaceIds.filter((airspaceId) => hasWord(subject, airspaceId.toUpperCase()));
  if (named.length === 0)
    issues.push({ code: 'value', where: id, message: 'item E names no known airspace' });
  return {
    activations: named.map((airspaceId) => ({
      id,
      airspaceId,
      active: code[2] === 'CA',
      fromMs,
      toMs,
      issuedMs: fromMs,
    })),
    issues,
  };
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!/[A-Z0-9]/u.test(before) && !/[A-Z0-9]/u.test(after)) return true;
  }
  return false;
}

function momentOf(text: string | undefined): number {
  const match = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/u.exec(text ?? '');
  if (!match) return Number.NaN;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(2000 + year, month - 1, day, hour, minute);
}
