import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentContent } from '@commonsky/model';
import { createIncidentLog, explainOrder, type IncidentLog } from './incident-log.ts';
import { parseIncidentEntry } from './parse-entry.ts';
import { renderReportHtml, reportIncident } from './report.ts';

const START = Date.UTC(2026, 10, 22, 6);
const note = (text: string): IncidentContent => ({ type: 'note', text });

/** What goes over the wire and is checked on the other side. */
function exchange(from: IncidentLog, to: IncidentLog, nowMs: number): void {
  const sent = JSON.parse(JSON.stringify(from.missing(to.version()))) as unknown[];
  const entries = sent.map((value) => {
    const entry = parseIncidentEntry(value);
    if (typeof entry === 'string') throw new Error(entry);
    return entry;
  });
  expect(to.merge(entries, nowMs).refused).toEqual([]);
}

describe('joint incident', () => {
  it('edited on both sides of a partition of five minutes: one timeline after healing, nothing lost, order explained', () => {
    const kg = createIncidentLog('inc-1', 'kg');
    const kz = createIncidentLog('inc-1', 'kz');
    kg.write({ type: 'open', title: 'Intruder at the border' }, 'Aibek', START);
    exchange(kg, kz, START + 100);
    kz.write({ type: 'acknowledge' }, 'Dana', START + 1000);
    exchange(kz, kg, START + 1100);
    // Partition: each writes every ten seconds, kz with a clock 700 ms ahead.
    for (let s = 10; s <= 300; s += 10) {
      kg.write(note(`kg at ${s}`), 'Aibek', START + s * 1000);
      kz.write(note(`kz at ${s}`), 'Dana', START + s * 1000 + 700);
    }
    kg.write({ type: 'track', change: 'add', member: 'kg', track: 17 }, 'Aibek', START + 301_000);
    kz.write({ type: 'track', change: 'add', member: 'kz', track: 4 }, 'Dana', START + 301_000);
    // Healing, with one packet lost on the way and everything sent twice.
    const half = kg.missing(kz.version()).slice(0, 7);
    kz.merge(half, START + 302_000);
    exchange(kz, kg, START + 302_000);
    exchange(kg, kz, START + 302_100);
    kz.merge(half, START + 302_200);
    const after = kz.write({ type: 'handOver', to: 'kz' }, 'Dana', START + 303_000);
    exchange(kz, kg, START + 303_100);

    expect(kg.timeline()).toEqual(kz.timeline());
    expect(kg.state()).toEqual(kz.state());
    expect(kg.timeline()).toHaveLength(2 + 60 + 2 + 1);
    expect(kg.state()).toMatchObject({
      title: 'Intruder at the border',
      status: 'open',
      lead: 'kz',
      acknowledgedBy: ['kz'],
      tracks: [
        { member: 'kg', track: 17 },
        { member: 'kz', track: 4 },
      ],
    });
    const texts = kg.timeline().map(({ content }) => (content.type === 'note' ? content.text : content.type));
    expect(texts.slice(0, 6)).toEqual([
      'open',
      'acknowledge',
      'kg at 10',
      'kz at 10',
      'kg at 20',
      'kz at 20',
    ]);
    const [, , first, second] = kg.timeline();
    expect(explainOrder(second!, first!)).toBe(
      'kg #2 and kz #2 were written without knowing each other; kg #2 is 0.700 s earlier',
    );
    expect(explainOrder(kg.timeline()[0]!, after)).toBe(`kz #${after.number} was written knowing kg #1`);
    const [a, b] = kg.timeline().filter(({ content }) => content.type === 'track');
    expect(explainOrder(a!, b!)).toContain('at the same time; kg goes before kz by name');

    const report = reportIncident(
      kg,
      {
        areas: [],
        tracks: [
          {
            name: '<17>',
            line: [
              [74, 42],
              [74.5, 42.2],
            ],
          },
        ],
      },
      START,
    );
    expect(report.concurrent.length).toBeGreaterThan(30);
    const html = renderReportHtml(report);
    expect(html).toContain('Intruder at the border');
    expect(html).toContain('&#60;17&#62;');
    expect(html).toContain('kz at 300');
    expect(html).not.toContain('<script');
    expect(JSON.parse(JSON.stringify(report))).toMatchObject({ schema: 'commonsky.incident/1' });
  });

  it('any writing and any exchange in any order ends equal once all has been exchanged', () => {
    const step = fc.record({
      who: fc.constantFrom('a', 'b', 'c'),
      peer: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('write', 'sync', 'part'),
      afterMs: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const skew: Record<string, number> = { a: 0, b: 5000, c: -5000 };
        const logs: Record<string, IncidentLog> = Object.fromEntries(
          ['a', 'b', 'c'].map((m) => [m, createIncidentLog('x', m)]),
        );
        let nowMs = START;
        let written = 0;
        for (const { who, peer, kind, afterMs } of steps) {
          nowMs += afterMs;
          const [log, other] = [logs[who]!, logs[peer]!];
          if (kind === 'write') {
            const before = log.timeline().at(-1);
            const entry = log.write(note(String(written++)), who, nowMs + skew[who]!);
            // Whatever its clock says, an entry stands behind all its author had seen.
            expect(log.timeline().at(-1)).toBe(entry);
            if (before) expect(explainOrder(before, entry)).toMatch(/knowing|same member/u);
          } else if (kind === 'sync') exchange(log, other, nowMs + skew[peer]!);
          else other.merge(log.missing(other.version()).slice(1), nowMs + skew[peer]!);
        }
        for (const from of 'abcabc') for (const to of 'abc') exchange(logs[from]!, logs[to]!, nowMs);
        expect(logs['a']!.timeline()).toHaveLength(written);
        expect(logs['b']!.timeline()).toEqual(logs['a']!.timeline());
        expect(logs['c']!.timeline()).toEqual(logs['a']!.timeline());
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('refuses gaps, rewritten entries, foreign incidents, clocks far ahead, and more than its limit', () => {
    const log = createIncidentLog('x', 'a', { entriesMax: 3 });
    const other = createIncidentLog('x', 'b');
    const [first, second, third] = [1, 2, 3].map((n) => other.write(note(String(n)), 'B', START + n));
    expect(log.merge([second!], START).refused).toMatchObject([{ reason: 'gap' }]);
    expect(log.merge([{ ...first!, incidentId: 'y' }], START).refused).toMatchObject([
      { reason: 'other-incident' },
    ]);
    expect(log.merge([{ ...first!, atMs: START + 3_600_000 }], START).refused).toMatchObject([
      { reason: 'clock-ahead' },
    ]);
    log.merge([first!], START);
    expect(log.merge([{ ...first!, content: note('changed') }], START).refused).toMatchObject([
      { reason: 'differs' },
    ]);
    expect(log.merge([{ ...second!, atMs: START - 5000 }], START).refused).toMatchObject([
      { reason: 'clock-back' },
    ]);
    log.write(note('mine'), 'A', START);
    expect(log.merge([second!, third!], START).refused).toMatchObject([{ reason: 'full' }]);
    expect(() => log.write(note('more'), 'A', START)).toThrow('has 3 entries');
  });

  it('checks what comes from outside', () => {
    const entry = createIncidentLog('x', 'a').write(note('hello'), 'A', START);
    expect(parseIncidentEntry({ ...entry, extra: 1 })).toEqual(entry);
    for (const broken of [
      null,
      5,
      {},
      { ...entry, number: 0 },
      { ...entry, seen: { a: -1 } },
      { ...entry, content: { type: 'shout' } },
      { ...entry, content: { type: 'note', text: '' } },
      { ...entry, content: { type: 'alert', alert: {} } },
    ]) {
      expect(typeof parseIncidentEntry(broken)).toBe('string');
    }
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parseIncidentEntry(value)),
      { seed: 8, numRuns: 500 },
    );
  });
});
