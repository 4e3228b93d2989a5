import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultRuleSet,
  parseRuleSet,
  RULE_SET_SCHEMA,
  ruleDocumentation,
  ruleSetJsonSchema,
} from './rule-set.ts';

const file = (...rules: object[]): object => ({ schema: RULE_SET_SCHEMA, version: '7', rules });

describe('rule set', () => {
  it('fills in defaults and takes what is given', () => {
    const parsed = parseRuleSet(
      file({
        kind: 'airspace',
        id: 'p',
        severity: 'caution',
        areas: { ids: ['UCP*'] },
        exempt: { codes: ['7001'] },
        parameters: { lookAheadS: 240 },
      }),
    );
    expect(parsed).toMatchObject({
      version: '7',
      rules: [
        {
          id: 'p',
          kind: 'airspace',
          enabled: true,
          severity: 'caution',
          areas: { ids: ['UCP*'], kinds: [] },
          exempt: { callsigns: [], addresses: [], codes: ['7001'], identities: [] },
          parameters: { lookAheadS: 240, hysteresisM: 500, confirmCount: 2 },
        },
      ],
    });
  });

  it('names every mistake with its place; a typo never runs with a default', () => {
    const parsed = parseRuleSet({
      schema: 'other',
      version: '',
      rules: [
        { kind: 'airspace', parameters: { lookAheadS: 1000, lookahead: 5 } },
        { kind: 'airspaces' },
        { kind: 'emergency', exempt: { identities: ['foe'] }, colour: 'red' },
        { kind: 'emergency', severity: 'loud', enabled: 'yes' },
        7,
      ],
    });
    expect('issues' in parsed && parsed.issues.map(({ where }) => where)).toEqual([
      'schema',
      'version',
      'rules[0].parameters.lookahead',
      'rules[0].parameters.lookAheadS',
      'rules[1].kind',
      'rules[2].colour',
      'rules[2].exempt.identities',
      'rules[3].severity',
      'rules[3].enabled',
      'rules[3].id',
      'rules[4]',
    ]);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parseRuleSet(value)),
      { seed: 9, numRuns: 500 },
    );
  });

  it('documents and describes every rule there is', () => {
    const { rules } = defaultRuleSet();
    expect(rules).toHaveLength(12);
    const schema = JSON.stringify(ruleSetJsonSchema());
    for (const { kind } of rules) {
      expect(ruleDocumentation()).toContain(`(\`${kind}\``);
      expect(schema).toContain(`{"const":"${kind}"}`);
    }
  });

  it('docs/watch/rules.md holds the rules as they are', () => {
    const page = readFileSync(new URL('../../../../docs/watch/rules.md', import.meta.url), 'utf8');
    const [, body] = page.split('<!-- rules -->\n\n');
    expect(body).toBe(ruleDocumentation());
  });
});
