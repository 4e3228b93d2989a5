import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treatySchema } from './instrument/json-schema.ts';
import { formatProblem, parseInstrumentYaml, parseTreatyYaml } from './yaml.ts';

const GOOD = `commonsky: instrument/1
id: test
title: Test
type: system
parties: [aa, bb]
entryIntoForce: { rule: signature }
term: P1Y
areas:
  here: { polygon: [[0, 0], [1, 0], [1, 1]] }
grants:
  - id: one
    article: Article 1
    provider: aa
    recipient: bb
    products: [tracks]
    area: [here]
    categories: [civil]
    fields: [altitude]
    purpose: test
`;

function problems(text: string): string[] {
  const parsed = parseInstrumentYaml(text);
  return parsed.ok ? [] : parsed.problems.map((problem) => formatProblem('f.yaml', problem));
}

describe('an instrument in YAML', () => {
  it('is read', () => {
    expect(parseInstrumentYaml(GOOD)).toMatchObject({
      ok: true,
      value: { id: 'test', grants: [{ id: 'one' }] },
    });
  });

  it.each<[string, string, string]>([
    ['term: P1Y', 'term: 1 year', 'f.yaml:7:7: term must be a period, indefinite or unknown, is "1 year"'],
    ['term: P1Y', 'term: P0D', 'f.yaml:7:7: term must be a period, indefinite or unknown, is "P0D"'],
    ['parties: [aa, bb]', 'parties: [aa, aa]', 'f.yaml:5:15: parties[1] names "aa" twice'],
    ['recipient: bb', 'recipient: cc', 'f.yaml:14:16: grants[0].recipient cc is not a party'],
    ['recipient: bb', 'recipient: aa', 'f.yaml:14:16: grants[0].recipient is the provider itself'],
    ['area: [here]', 'area: [there]', 'f.yaml:16:12: grants[0].area[0] no area is named there'],
    ['area: [here]', 'area: []', 'f.yaml:16:11: grants[0].area must have 1 to 100 entries, has 0'],
    ['    purpose: test', '    purpos: test', 'f.yaml:11:5: grants[0] lacks purpose'],
    [
      '    purpose: test',
      '    purpose: test\n    purposes: x',
      'f.yaml:20:15: grants[0].purposes is not known here; is purpose meant?',
    ],
    [
      'fields: [altitude]',
      'fields: [hight]',
      'f.yaml:18:14: grants[0].fields[0] must be one of altitude, velocity, verticalRate, address, callsign, mode3a, accuracy, identity, is "hight"',
    ],
    [
      'fields: [altitude]',
      'fields: []\n    altitude: { from: 100, to: 50, unit: FL }',
      'f.yaml:19:15: grants[0].altitude from must be below to',
    ],
    ['[1, 1]] }', '[1, 1], [0.5, -1]] }', 'f.yaml:9:9: areas.here its edges 0 and 2 cross or touch'],
    [
      '{ rule: signature }',
      '{ rule: unknown }',
      'f.yaml:6:17: entryIntoForce is unknown, so this instrument can have no grants',
    ],
    ['{ rule: signature }', '{ rule: date }', 'f.yaml:6:17: entryIntoForce rule date needs on'],
    [
      '{ rule: signature }',
      '{ rule: date, on: 2024-02-30 }',
      'f.yaml:6:35: entryIntoForce.on must be a date (2003, 2003-09, 2003-09-22) or an instant in UTC (2003-09-22T10:30Z), is "2024-02-30"',
    ],
    ['id: test', 'id: test\nid: again', 'f.yaml:3:1: Map keys must be unique'],
    ['title: Test', 'title: "Test', 'f.yaml:20:1: Missing closing "quote'],
  ])('with %j changed to %j is refused with place and reason', (from, to, problem) => {
    expect(problems(GOOD.replace(from, to))).toContainEqual(expect.stringContaining(problem));
  });

  it('reports every problem, not the first alone', () => {
    expect(problems(GOOD.replace('term: P1Y', 'term: x').replace('aa, bb', 'AA, bb'))).toHaveLength(2);
  });

  it('refuses what grows from few octets', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`;
    expect(problems(bomb)[0]).toContain('Alias');
  });

  it('survives any text and any change of a good one', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .tuple(fc.nat(GOOD.length), fc.string({ maxLength: 5 }))
            .map(([at, text]) => GOOD.slice(0, at) + text + GOOD.slice(at + text.length)),
        ),
        (text) => {
          const parsed = parseTreatyYaml(text);
          if (!parsed.ok)
            for (const { line, column } of parsed.problems) expect(Math.min(line, column)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1000, seed: 3 },
    );
  });

  it('does not take the names of Object.prototype for its own', () => {
    expect(problems(GOOD.replace('area: [here]', 'area: [constructor]'))).toHaveLength(1);
    expect(problems(`${GOOD}toString: 1\n`)).toHaveLength(1);
  });
});

it('publishes the schema that it checks by', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../schema/treaty.schema.json', import.meta.url), 'utf8'),
  );
  expect(published).toEqual(JSON.parse(JSON.stringify(treatySchema)));
});
