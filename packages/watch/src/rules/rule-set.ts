import type { AlertSeverity, StandardIdentity } from '@commonsky/model';
import { RULES } from './all-rules.ts';
import { parameterProblem, parameterSchema, type ParameterValue } from './parameters.ts';
import type { Rule, RuleDefinition } from './rule.ts';

/** Format of rule files; a change that old readers misunderstand gets another number. */
export const RULE_SET_SCHEMA = 'commonsky.watch/1';

export interface RuleSet {
  /** The author's own version; every alert carries it. */
  readonly version: string;
  readonly rules: readonly Rule[];
}

export interface RuleSetIssue {
  /** Path in the file, e.g. `rules[2].parameters.lookAheadS`. */
  readonly where: string;
  readonly message: string;
}

const rulesMax = 500;
const SEVERITIES: readonly AlertSeverity[] = ['advisory', 'caution', 'warning'];
const IDENTITIES: readonly StandardIdentity[] = [
  'pending',
  'unknown',
  'assumedFriend',
  'friend',
  'neutral',
  'suspect',
  'hostile',
];
const EXEMPT = ['callsigns', 'addresses', 'codes', 'identities'] as const;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/**
 * Checks a parsed rule file. Any issue means no rule set: a typo must not silently run with a default.
 */
export function parseRuleSet(document: unknown): RuleSet | { readonly issues: readonly RuleSetIssue[] } {
  const issues: RuleSetIssue[] = [];
  const wrong = (where: string, message: string): void => {
    issues.push({ where, message });
  };
  if (!isObject(document)) return { issues: [{ where: '', message: 'must be an object' }] };
  known(document, ['schema', 'version', 'rules'], '', wrong);
  if (document['schema'] !== RULE_SET_SCHEMA) wrong('schema', `must be ${RULE_SET_SCHEMA}`);
  const version = document['version'];
  if (typeof version !== 'string' || version === '') wrong('version', 'must be a text, not empty');
  const list = document['rules'];
  const rules: Rule[] = [];
  if (!Array.isArray(list)) wrong('rules', 'must be a list');
  else if (list.length > rulesMax) wrong('rules', `more than ${rulesMax} rules`);
  else {
    const ids = new Set<string>();
    for (const [i, item] of (list as unknown[]).entries()) {
      const rule = parseRule(item, `rules[${i}]`, wrong);
      if (!rule) continue;
      if (ids.has(rule.id)) wrong(`rules[${i}].id`, `${rule.id} is used twice`);
      ids.add(rule.id);
      rules.push(rule);
    }
  }
  return issues.length > 0 ? { issues } : { version: version as string, rules };
}

type Wrong = (where: string, message: string) => void;

function known(value: Json, names: readonly string[], where: string, wrong: Wrong): void {
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) wrong(where === '' ? name : `${where}.${name}`, 'is not known');
  }
}

function parseRule(item: unknown, where: string, wrong: Wrong): Rule | undefined {
  if (!isObject(item)) {
    wrong(where, 'must be an object');
    return undefined;
  }
  known(item, ['id', 'kind', 'enabled', 'severity', 'areas', 'exempt', 'parameters'], where, wrong);
  const definition = RULES.find(({ kind }) => kind === item['kind']);
  if (!definition) {
    wrong(`${where}.kind`, `must be one of ${RULES.map(({ kind }) => kind).join(', ')}`);
    return undefined;
  }
  const id = item['id'] ?? definition.kind;
  if (typeof id !== 'string' || !/^[\w.-]{1,64}$/u.test(id))
    wrong(`${where}.id`, 'must be 1 to 64 letters, digits, . _ -');
  const severity = item['severity'] ?? definition.severity;
  if (!SEVERITIES.includes(severity as AlertSeverity))
    wrong(`${where}.severity`, `must be one of ${SEVERITIES.join(', ')}`);
  const enabled = item['enabled'] ?? true;
  if (typeof enabled !== 'boolean') wrong(`${where}.enabled`, 'must be true or false');
  const areas = item['areas'] ?? {};
  const exempt = item['exempt'] ?? {};
  return {
    id: id as string,
    kind: definition.kind,
    enabled: enabled as boolean,
    severity: severity as AlertSeverity,
    areas: lists(areas, ['ids', 'kinds'], `${where}.areas`, wrong),
    exempt: lists(exempt, EXEMPT, `${where}.exempt`, wrong) as unknown as Rule['exempt'],
    parameters: parameters(definition, item['parameters'] ?? {}, `${where}.parameters`, wrong),
  };
}

function lists<K extends string>(
  value: unknown,
  names: readonly K[],
  where: string,
  wrong: Wrong,
): Record<K, readonly string[]> {
  const out = {} as Record<K, readonly string[]>;
  if (!isObject(value)) wrong(where, 'must be an object');
  else known(value, names, where, wrong);
  for (const name of names) {
    const texts = isObject(value) ? (value[name] ?? []) : [];
    if (!isStrings(texts)) wrong(`${where}.${name}`, 'must be a list of strings');
    else if (name === 'identities' && !texts.every((text) => IDENTITIES.includes(text as StandardIdentity))) {
      wrong(`${where}.${name}`, `must be among ${IDENTITIES.join(', ')}`);
    }
    out[name] = isStrings(texts) ? texts : [];
  }
  return out;
}

function parameters(
  { parameters: specs }: RuleDefinition,
  given: unknown,
  where: string,
  wrong: Wrong,
): Record<string, ParameterValue> {
  const out: Record<string, ParameterValue> = {};
  if (!isObject(given)) wrong(where, 'must be an object');
  else known(given, Object.keys(specs), where, wrong);
  for (const [name, spec] of Object.entries(specs)) {
    const value = isObject(given) ? given[name] : undefined;
    out[name] = spec.default;
    if (value === undefined) continue;
    const problem = parameterProblem(spec, value);
    if (problem) wrong(`${where}.${name}`, problem);
    else out[name] = value as ParameterValue;
  }
  return out;
}

/** A rule set with every kind of rule at its defaults. */
export function defaultRuleSet(): RuleSet {
  const parsed = parseRuleSet({
    schema: RULE_SET_SCHEMA,
    version: 'built-in',
    rules: RULES.map(({ kind }) => ({ id: kind, kind })),
  });
  if ('issues' in parsed) throw new Error(`the built-in rule set is wrong: ${JSON.stringify(parsed.issues)}`);
  return parsed;
}

/** JSON Schema (2020-12) of a rule file, for editors. */
export function ruleSetJsonSchema(): object {
  const strings = { type: 'array', items: { type: 'string' } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Commonsky watch rules',
    type: 'object',
    additionalProperties: false,
    required: ['schema', 'version', 'rules'],
    properties: {
      schema: { const: RULE_SET_SCHEMA },
      version: { type: 'string', minLength: 1 },
      rules: {
        type: 'array',
        maxItems: rulesMax,
        items: {
          oneOf: RULES.map(({ kind, title, about, parameters: specs }) => ({
            title,
            description: about,
            type: 'object',
            additionalProperties: false,
            required: ['kind'],
            properties: {
              id: { type: 'string', pattern: '^[\\w.-]{1,64}$' },
              kind: { const: kind },
              enabled: { type: 'boolean', default: true },
              severity: { enum: SEVERITIES },
              areas: {
                type: 'object',
                additionalProperties: false,
                properties: { ids: strings, kinds: strings },
              },
              exempt: {
                type: 'object',
                additionalProperties: false,
                properties: {
                  callsigns: strings,
                  addresses: strings,
                  codes: strings,
                  identities: { type: 'array', items: { enum: IDENTITIES } },
                },
              },
              parameters: {
                type: 'object',
                additionalProperties: false,
                properties: Object.fromEntries(
                  Object.entries(specs).map(([name, spec]) => [name, parameterSchema(spec)]),
                ),
              },
            },
          })),
        },
      },
    },
  };
}

/** The rules and their parameters as a Markdown document: what docs/watch/rules.md holds. */
export function ruleDocumentation(): string {
  return RULES.map(({ kind, title, about, source, severity, parameters: specs }) =>
    [
      `## ${title} (\`${kind}\`, ${severity})`,
      '',
      about,
      '',
      `Source: ${source}.`,
      '',
      ...Object.entries(specs).map(([name, spec]) =>
        spec.type === 'number'
          ? `- \`${name}\` = ${spec.default} ${spec.unit} (${spec.min} … ${spec.max}): ${spec.about}.`
          : `- \`${name}\` = ${spec.default.join(', ')} (${spec.words?.join(', ') ?? 'any'}): ${spec.about}.`,
      ),
      '',
    ].join('\n'),
  ).join('\n');
}
