/** Parameters are data: one table validates a rule file, makes its JSON Schema and its documentation. */
export interface NumberSpec {
  readonly type: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly about: string;
}

export interface ListSpec {
  readonly type: 'list';
  readonly default: readonly string[];
  /** Allowed words; any when absent. */
  readonly words?: readonly string[];
  readonly about: string;
}

export type ParameterSpecs = Readonly<Record<string, NumberSpec | ListSpec>>;
export type ParameterValue = number | readonly string[];
export type ParametersOf<S extends ParameterSpecs> = {
  readonly [K in keyof S]: S[K] extends NumberSpec ? number : readonly string[];
};

export function number(byDefault: number, min: number, max: number, unit: string, about: string): NumberSpec {
  return { type: 'number', default: byDefault, min, max, unit, about };
}

export function list(byDefault: readonly string[], about: string, words?: readonly string[]): ListSpec {
  return words
    ? { type: 'list', default: byDefault, about, words }
    : { type: 'list', default: byDefault, about };
}

/** Most entries a list in a rule file may have. */
const listLengthMax = 1000;

/** Why `value` cannot be this parameter; undefined when it can. */
export function parameterProblem(spec: NumberSpec | ListSpec, value: unknown): string | undefined {
  if (spec.type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
    return value < spec.min || value > spec.max
      ? `must be ${spec.min} … ${spec.max} ${spec.unit}`
      : undefined;
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    return 'must be a list of strings';
  if (value.length > listLengthMax) return `has more than ${listLengthMax} entries`;
  const strange = spec.words && value.find((item) => !spec.words!.includes(item));
  return strange === undefined ? undefined : `${strange} is none of ${spec.words!.join(', ')}`;
}

export function parameterSchema(spec: NumberSpec | ListSpec): object {
  if (spec.type === 'number') {
    return {
      type: 'number',
      minimum: spec.min,
      maximum: spec.max,
      default: spec.default,
      description: `${spec.about} (${spec.unit})`,
    };
  }
  return {
    type: 'array',
    items: spec.words ? { enum: spec.words } : { type: 'string' },
    maxItems: listLengthMax,
    default: spec.default,
    description: spec.about,
  };
}

/** Whether a text fits one of the patterns; `*` at the end stands for any rest. */
export function matchesAny(patterns: readonly string[], text: string | undefined): boolean {
  if (text === undefined) return false;
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern,
  );
}
