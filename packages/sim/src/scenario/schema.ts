/** One thing wrong with a scenario: where (like `sensors[2].periodS`) and why. */
export interface ScenarioIssue {
  readonly path: string;
  readonly reason: string;
}

/** Checks a value and fills in defaults. What it returns after adding an issue is never used. */
export interface Field<In, Out> {
  readonly optional: boolean;
  parse(value: unknown, path: string, issues: ScenarioIssue[]): Out;
  /** Only for inference. */
  readonly input?: In;
}

type AnyField = Field<unknown, unknown>;
type Shape = Readonly<Record<string, AnyField>>;
export type InputOf<F> = F extends Field<infer In, unknown> ? In : never;
export type OutputOf<F> = F extends Field<unknown, infer Out> ? Out : never;
type Flat<T> = { readonly [K in keyof T]: T[K] };
type ShapeInput<S extends Shape> = Flat<
  { [K in keyof S as undefined extends InputOf<S[K]> ? never : K]: InputOf<S[K]> } & {
    [K in keyof S as undefined extends InputOf<S[K]> ? K : never]?: InputOf<S[K]>;
  }
>;
type ShapeOutput<S extends Shape> = { readonly [K in keyof S]: OutputOf<S[K]> };

function field<In, Out = In>(parse: Field<In, Out>['parse']): Field<In, Out> {
  return { optional: false, parse };
}

/** Adds an issue; the value it stands for is never used. */
function fail(issues: ScenarioIssue[], path: string, reason: string): never {
  issues.push({ path: path === '' ? '(scenario)' : path, reason });
  return undefined as never;
}

export function number(min: number, max: number, unit = ''): Field<number, number> {
  return field((value, path, issues) => {
    if (typeof value === 'number' && value >= min && value <= max) return value;
    return fail(
      issues,
      path,
      `must be a number from ${min} to ${max}${unit && ` ${unit}`}, not ${show(value)}`,
    );
  });
}

export function integer(min: number, max: number): Field<number, number> {
  return field((value, path, issues) => {
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max)
      return value as number;
    return fail(issues, path, `must be a whole number from ${min} to ${max}, not ${show(value)}`);
  });
}

export function flag(): Field<boolean, boolean> {
  return field((value, path, issues) =>
    typeof value === 'boolean' ? value : fail(issues, path, `must be true or false, not ${show(value)}`),
  );
}

export function text(
  pattern = /^.{1,200}$/u,
  means = 'a text of 1 to 200 characters',
): Field<string, string> {
  return field((value, path, issues) =>
    typeof value === 'string' && pattern.test(value)
      ? value
      : fail(issues, path, `must be ${means}, not ${show(value)}`),
  );
}

export function choice<const T extends string>(names: readonly T[]): Field<T, T> {
  return field((value, path, issues) =>
    names.includes(value as T)
      ? (value as T)
      : fail(issues, path, `must be one of ${names.join(', ')}, not ${show(value)}`),
  );
}

export function list<In, Out>(
  item: Field<In, Out>,
  min = 0,
  max = 10_000,
): Field<readonly In[], readonly Out[]> {
  return field((value, path, issues) => {
    if (!Array.isArray(value)) return fail(issues, path, `must be a list, not ${show(value)}`);
    if (value.length < min || value.length > max) {
      return fail(issues, path, `must have ${min} to ${max} entries, not ${value.length}`);
    }
    return value.map((each, index) => item.parse(each, `${path}[${index}]`, issues));
  });
}

export function object<S extends Shape>(shape: S): Field<ShapeInput<S>, ShapeOutput<S>> {
  return field((value, path, issues) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return fail(issues, path, `must be an object, not ${show(value)}`);
    }
    const given = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(given)) {
      if (!Object.hasOwn(shape, key)) {
        fail(issues, join(path, key), `is not known here; known are ${Object.keys(shape).join(', ')}`);
      }
    }
    const result: Record<string, unknown> = {};
    for (const [key, each] of Object.entries(shape)) {
      if (given[key] === undefined && !each.optional) fail(issues, join(path, key), 'is missing');
      else result[key] = each.parse(given[key], join(path, key), issues);
    }
    return result as ShapeOutput<S>;
  });
}

/** One of several objects, told apart by `kind`. */
export function variant<S extends Readonly<Record<string, Field<object, object>>>>(
  kinds: S,
): Field<
  { [K in keyof S]: Flat<{ kind: K } & InputOf<S[K]>> }[keyof S],
  { [K in keyof S]: Flat<{ kind: K } & OutputOf<S[K]>> }[keyof S]
> {
  return field((value, path, issues) => {
    const { kind, ...rest } = (value ?? {}) as { kind?: unknown };
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) {
      return fail(
        issues,
        join(path, 'kind'),
        `must be one of ${Object.keys(kinds).join(', ')}, not ${show(kind)}`,
      );
    }
    return { kind, ...kinds[kind]!.parse(rest, path, issues) } as never;
  });
}

export function optional<In, Out>(inner: Field<In, Out>): Field<In | undefined, Out | undefined> {
  return {
    optional: true,
    parse: (value, path, issues) => (value === undefined ? undefined : inner.parse(value, path, issues)),
  };
}

/** Optional with a default, which is written as people would write it. */
export function withDefault<In, Out>(inner: Field<In, Out>, value: In): Field<In | undefined, Out> {
  return { optional: true, parse: (given, path, issues) => inner.parse(given ?? value, path, issues) };
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'null' : 'an object';
  const shown = JSON.stringify(value) ?? typeof value;
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}
