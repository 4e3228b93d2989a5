import { describe, expect, it } from 'vitest';
import type { Alert } from '@commonsky/model';
import type { Finding, Rule } from '../rules/rule.ts';
import { parseRuleSet, RULE_SET_SCHEMA } from '../rules/rule-set.ts';
import { createAlertBook } from './alert-book.ts';

const ruleOf = (parameters: object = {}): Rule => {
  const parsed = parseRuleSet({
    schema: RULE_SET_SCHEMA,
    version: '1',
    rules: [
      {
        id: 'zone',
        kind: 'airspace',
        parameters: { confirmCount: 2, confirmWindowS: 10, clearAfterS: 5, ...parameters },
      },
    ],
  });
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed.rules[0]!;
};
const rule = ruleOf();
const finding = (phase: 'predicted' | 'present' = 'predicted', key = 'R1|7'): Finding => ({
  key,
  phase,
  tracks: [7],
  areaId: 'R1',
  latDeg: 42,
  lonDeg: 74,
  text: 'why',
  figures: [],
});

/** A book that sees the finding in pictures one second apart. */
function book(limits = {}) {
  const alerts = createAlertBook('1', limits);
  let s = 0;
  return {
    alerts,
    nowMs: () => s * 1000,
    picture: (...found: Finding[]) =>
      alerts.update(
        ++s * 1000,
        found.map((f) => ({ rule, finding: f })),
      ),
    quiet: (seconds: number) => Array.from({ length: seconds }, () => alerts.update(++s * 1000, [])).flat(),
  };
}
const alertOf = (result: unknown): Alert => {
  expect(result).toHaveProperty('id');
  return result as Alert;
};

describe('alert book', () => {
  it('raises after confirmation, one alert for a cause, and clears when the cause stays away', () => {
    const { picture, quiet, alerts } = book();
    expect(picture(finding())).toEqual([]);
    const [raised] = picture(finding());
    expect(raised).toMatchObject({
      type: 'raised',
      alert: { id: 'zone|R1|7@2000', state: 'raised', phase: 'predicted', ruleSetVersion: '1' },
    });
    expect(picture(finding('present'))).toMatchObject([
      { type: 'changed', alert: { phase: 'present', presentMs: 3000 } },
    ]);
    expect(quiet(5)).toEqual([]);
    expect(quiet(1)).toMatchObject([
      { type: 'ended', alert: { id: 'zone|R1|7@2000', state: 'cleared', clearedMs: 9000 } },
    ]);
    expect(alerts.standing()).toEqual([]);
    expect(alerts.history()).toHaveLength(1);
  });

  it('does not raise what flickers slower than the confirmation window', () => {
    const { picture, quiet } = book();
    for (let i = 0; i < 5; i++) {
      expect(picture(finding())).toEqual([]);
      expect(quiet(11)).toEqual([]);
    }
  });

  it('acknowledge, shelve and unshelve; a shelved alert returns in time', () => {
    const { picture, alerts, nowMs } = book();
    picture(finding());
    picture(finding());
    const [{ id }] = alerts.standing() as [Alert];
    expect(alertOf(alerts.acknowledge(id, 'A', nowMs()))).toMatchObject({ state: 'acknowledged' });
    expect(alerts.acknowledge(id, 'A', nowMs())).toEqual({ refused: 'wrong-state' });
    expect(alerts.shelve(id, 'A', nowMs(), nowMs() - 1, 'x')).toEqual({ refused: 'wrong-time' });
    alerts.shelve(id, 'A', nowMs(), nowMs() + 2000, 'known exercise');
    expect(picture(finding())).toMatchObject([{ alert: { state: 'shelved' } }]);
    expect(picture(finding())).toMatchObject([{ alert: { state: 'raised' } }]);
    expect(alerts.standing()[0]!.actions.map(({ action, author }) => [action, author])).toEqual([
      ['acknowledge', 'A'],
      ['shelve', 'A'],
      ['unshelve', 'system'],
    ]);
    expect(alerts.unshelve('nothing', 'A', 0)).toEqual({ refused: 'unknown-alert' });
  });

  it('a shelved alert returns at once when what was predicted happens', () => {
    const { picture, alerts, nowMs } = book();
    picture(finding());
    picture(finding());
    alerts.shelve(alerts.standing()[0]!.id, 'A', nowMs(), nowMs() + 600_000, 'later');
    expect(picture(finding('present'))).toMatchObject([{ alert: { state: 'raised', phase: 'present' } }]);
  });

  it('a rejected cause stays silent until it has gone, and counts as nuisance', () => {
    const { picture, quiet, alerts, nowMs } = book();
    picture(finding());
    picture(finding());
    alerts.reject(alerts.standing()[0]!.id, 'A', nowMs(), 'balloon');
    for (let i = 0; i < 20; i++) expect(picture(finding())).toEqual([]);
    expect(alerts.nuisances()).toEqual([
      { ruleId: 'zone', areaId: 'R1', raised: 1, rejected: 1, unfulfilled: 0, nuisanceShare: 1 },
    ]);
    quiet(6);
    picture(finding());
    expect(picture(finding())).toMatchObject([{ type: 'raised' }]);
  });

  it('keeps alerts through a new rule set, but for rules that are gone', () => {
    const { picture, alerts, nowMs } = book();
    picture(finding());
    picture(finding());
    expect(alerts.useRules([ruleOf({ clearAfterS: 60 })], '2', nowMs())).toEqual([]);
    expect(alerts.standing()).toHaveLength(1);
    expect(alerts.useRules([], '3', nowMs())).toMatchObject([
      {
        type: 'ended',
        alert: { state: 'cleared', actions: [{ action: 'clear', reason: 'rule zone is not in rule set 3' }] },
      },
    ]);
  });

  it('is bounded, and counts what it refuses', () => {
    const { picture, quiet, alerts } = book({ standingMax: 2, historyMax: 1 });
    const keys = ['a', 'b', 'c'].map((key) => finding('present', key));
    picture(...keys);
    picture(...keys);
    expect(alerts.standing()).toHaveLength(2);
    picture(...keys);
    expect(alerts.stats.refused).toBeGreaterThan(0);
    quiet(6);
    expect(alerts.history()).toHaveLength(1);
  });
});
