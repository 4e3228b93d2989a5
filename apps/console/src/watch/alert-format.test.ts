import type { Alert, IncidentContent } from '@commonsky/model';
import { M_PER_FL, M_PER_FT } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import {
  alertLabel,
  alertLife,
  alertState,
  formatFigure,
  formatPrediction,
  incidentOf,
} from './alert-format.ts';
import { entryText } from './incident-format.ts';
import { formatBand, formatLimit } from './limits.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const alert = (fields: Partial<Alert> = {}): Alert =>
  ({
    id: 'a',
    kind: 'airspace',
    ruleId: 'airspace',
    ruleSetVersion: '7',
    state: 'raised',
    phase: 'present',
    raisedMs: NOW_MS,
    actions: [],
    ...fields,
  }) as Alert;
const prediction = { atMs: NOW_MS + 95_400, sigmaS: 3.2, probability: 0.918 };

describe('figures', () => {
  it.each([
    [{ value: 12_345.6, unit: 'm' }, '12,346 m'],
    [{ value: 2.71, unit: 'NM' }, '2.7 NM'],
    [{ value: 95, unit: 's' }, '95 s'],
    [{ value: 7, unit: '°' }, '7°'],
    [{ value: 0.125, unit: '1' }, '13 %'],
    [{ value: 3, unit: '' }, '3'],
  ])('%o is %s', (figure, text) => expect(formatFigure({ name: 'x', ...figure })).toBe(text));
});

describe('prediction', () => {
  it('says when, how sure of the time, how sure at all', () => {
    expect(formatPrediction(prediction, NOW_MS)).toBe('in 95 s ± 4 s, 92 %');
    expect(formatPrediction(prediction, NOW_MS + 200_000)).toBe('in 0 s ± 4 s, 92 %');
  });

  it.each([
    [alert(), 'AIRSPACE'],
    [alert({ phase: 'predicted', prediction }), 'AIRSPACE 95s'],
    [alert({ phase: 'predicted' }), 'AIRSPACE'],
    [alert({ kind: 'emergency' }), undefined],
  ])('on the label: %#', (shown, text) => expect(alertLabel(shown, NOW_MS)).toBe(text));
});

describe('life', () => {
  it('is what happened and who did it, in order', () => {
    const shown = alert({
      state: 'acknowledged',
      presentMs: NOW_MS + 20_000,
      actions: [
        { atMs: NOW_MS + 10_000, action: 'acknowledge', author: 'Aibek' },
        { atMs: NOW_MS + 30_000, action: 'shelve', author: 'Aibek', reason: 'known exercise' },
        { atMs: NOW_MS + 40_000, action: 'incident', author: 'Dana', reason: 'kg-1' },
      ],
    });
    expect(alertLife(shown).map(({ text }) => text)).toEqual([
      'Raised by rule airspace, rule set 7',
      'Acknowledged by Aibek',
      'It happened',
      'Shelved by Aibek: known exercise',
      'Opened as incident by Dana',
    ]);
    expect(incidentOf(shown)).toBe('kg-1');
    expect(incidentOf(alert())).toBeUndefined();
  });

  it('ends once: by itself, or by whoever ended it', () => {
    const gone = alert({ state: 'cleared', clearedMs: NOW_MS + 1 });
    expect(alertLife(gone).map(({ text }) => text)).toEqual([
      'Raised by rule airspace, rule set 7',
      'Cleared: the cause is gone',
    ]);
    const action = { atMs: NOW_MS + 1, action: 'clear', author: 'system', reason: 'no such rule' } as const;
    expect(alertLife({ ...gone, actions: [action] })).toHaveLength(2);
  });

  it.each([
    [alert(), 'present'],
    [alert({ state: 'acknowledged', phase: 'predicted' }), 'acknowledged'],
    [alert({ state: 'shelved', shelvedUntilMs: NOW_MS + 600_000 }), 'shelved until 12:10'],
    [alert({ state: 'rejected' }), 'rejected'],
  ])('state %#', (shown, text) => expect(alertState(shown)).toBe(text));
});

describe('limits', () => {
  it.each([
    [{ reference: 'unlimited', valueM: 0 }, 'UNL'],
    [{ reference: 'fl', valueM: 95 * M_PER_FL }, 'FL095'],
    [{ reference: 'agl', valueM: 0 }, 'GND'],
    [{ reference: 'agl', valueM: 1500 * M_PER_FT }, '1,500 ft AGL'],
    [{ reference: 'amsl', valueM: 5000 * M_PER_FT }, '5,000 ft'],
  ] as const)('%o is %s', (limit, text) => expect(formatLimit(limit)).toBe(text));

  it('make a band', () => {
    const lower = { reference: 'agl', valueM: 0 } as const;
    expect(formatBand({ lower, upper: { reference: 'unlimited', valueM: 0 } })).toBe('GND–UNL');
  });
});

it.each([
  [{ type: 'open', title: 'Intruder' }, 'Opened: Intruder'],
  [{ type: 'note', text: 'Seen' }, 'Seen'],
  [{ type: 'track', change: 'add', member: 'kg', track: 7 }, 'Added track 7 of KG'],
  [{ type: 'acknowledge' }, 'Acknowledged'],
  [{ type: 'handOver', to: 'kz' }, 'Handed over to KZ'],
  [{ type: 'close', reason: 'landed' }, 'Closed: landed'],
  [{ type: 'reopen', reason: 'again' }, 'Reopened: again'],
] as const satisfies readonly (readonly [IncidentContent, string])[])('entry %o reads %s', (content, text) =>
  expect(entryText(content, (id) => id.toUpperCase())).toBe(text),
);
