/**
 * The shape of a document, said once: it checks a value and reports every problem with its path, it
 * is the TypeScript type ({@link Infer}), and it is the published JSON Schema.
 */
export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  readonly message: string;
}

export type JsonSchema = { readonly [key: string]: unknown };

export interface Shape<T> {
  readonly schema: JsonSchema;
  /** Appends to `problems` whatever is wrong; the value is a `T` when nothing was. */
  check(value: unknown, path: Path, problems: Problem[]): void;
  /** Carries the type only. */
  readonly type?: T;
}

interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

export type Infer<S> = S extends Shape<infer T> ? T : never;

type Fields = Readonly<Record<string, Shape<unknown>>>;
type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never;
}[keyof F];
type ObjectOf<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Infer<F[K]>;
};

export function text(constraint: {
  readonly description?: string;
  readonly pattern?: RegExp;
  /** Says in words what the pattern or the test wants. */
  readonly want?: string;
  /** Beyond what a pattern can say. */
  readonly test?: (value: string) => boolean;
  readonly lengthMax?: number;
}): Shape<string> {
  const { description, pattern, test, want = 'text', lengthMax = 2000 } = constraint;
  return {
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: lengthMax,
      ...(pattern && { pattern: pattern.source }),
      ...(description !== undefined && { description }),
    },
    check(value, path, problems) {
      const fits =
        typeof value === 'string' &&
        value.length > 0 &&
        value.length <= lengthMax &&
        (pattern?.test(value) ?? true) &&
        (test?.(value) ?? true);
      if (!fits) problems.push({ path, message: `must be ${want}, is ${show(value)}` });
    },
  };
}

export function choice<const C extends readonly string[]>(
  choices: C,
  description?: string,
): Shape<C[number]> {
  return {
    schema: { enum: choices, ...(description !== undefined && { description }) },
    check(value, path, problems) {
      if (typeof value !== 'string' || !choices.includes(value)) {
        problems.push({ path, message: `must be one of ${choices.join(', ')}, is ${show(value)}` });
      }
    },
  };
}

export function number(limits: {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  readonly description?: string;
}): Shape<number> {
  const { min, max, integer = false, description } = limits;
  return {
    schema: {
      type: integer ? 'integer' : 'number',
      minimum: min,
      maximum: max,
      ...(description !== undefined && { description }),
    },
    check(value, path, problems) {
      const fits =
        typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value));
      if (!fits) {
        const kind = integer ? 'a whole number' : 'a number';
        problems.push({ path, message: `must be ${kind} from ${min} to ${max}, is ${show(value)}` });
      }
    },
  };
}

export function list<T>(
  item: Shape<T>,
  limits: {
    readonly min?: number;
    readonly max: number;
    readonly unique?: boolean;
    readonly description?: string;
  },
): Shape<readonly T[]> {
  const { min = 0, max, unique = false, description } = limits;
  return {
    schema: {
      type: 'array',
      items: item.schema,
      minItems: min,
      maxItems: max,
      ...(unique && { uniqueItems: true }),
      ...(description !== undefined && { description }),
    },
    check(value, path, problems) {
      if (!Array.isArray(value)) {
        problems.push({ path, message: `must be a list, is ${show(value)}` });
        return;
      }
      if (value.length < min || value.length > max) {
        problems.push({ path, message: `must have ${min} to ${max} entries, has ${value.length}` });
        return;
      }
      for (const [index, entry] of value.entries()) {
        item.check(entry, [...path, index], problems);
        if (unique && value.indexOf(entry) !== index) {
          problems.push({ path: [...path, index], message: `names ${show(entry)} twice` });
        }
      }
    },
  };
}

/** A list of fixed length, such as a position. */
export function tuple<const S extends readonly Shape<unknown>[]>(
  ...items: S
): Shape<{ readonly [K in keyof S]: Infer<S[K]> }> {
  return {
    schema: {
      type: 'array',
      prefixItems: items.map((item) => item.schema),
      minItems: items.length,
      maxItems: items.length,
    },
    check(value, path, problems) {
      if (!Array.isArray(value) || value.length !== items.length) {
        problems.push({ path, message: `must be a list of ${items.length}, is ${show(value)}` });
        return;
      }
      for (const [index, item] of items.entries()) item.check(value[index], [...path, index], problems);
    },
  };
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { ...shape, optional: true };
}

/** Unknown keys are problems: a misspelt restriction must not silently vanish. */
export function object<F extends Fields>(fields: F, description?: string): Shape<ObjectOf<F>> {
  const required = Object.keys(fields).filter((key) => !isOptional(fields[key]!));
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.schema])),
      required,
      additionalProperties: false,
      ...(description !== undefined && { description }),
    },
    check(value, path, problems) {
      if (!isRecord(value)) {
        problems.push({ path, message: `must be a mapping, is ${show(value)}` });
        return;
      }
      for (const key of required) {
        if (!Object.hasOwn(value, key)) problems.push({ path, message: `lacks ${key}` });
      }
      for (const [key, member] of Object.entries(value)) {
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        if (field === undefined) {
          problems.push({
            path: [...path, key],
            message: `is not known here${suggest(key, Object.keys(fields))}`,
          });
        } else field.check(member, [...path, key], problems);
      }
    },
  };
}

/** A mapping from names to values of one shape. */
export function record<T>(
  key: Shape<string>,
  member: Shape<T>,
  limits: { readonly max: number; readonly description?: string },
): Shape<{ readonly [name: string]: T }> {
  return {
    schema: {
      type: 'object',
      propertyNames: key.schema,
      additionalProperties: member.schema,
      maxProperties: limits.max,
      ...(limits.description !== undefined && { description: limits.description }),
    },
    check(value, path, problems) {
      if (!isRecord(value)) {
        problems.push({ path, message: `must be a mapping, is ${show(value)}` });
        return;
      }
      const entries = Object.entries(value);
      if (entries.length > limits.max) {
        problems.push({ path, message: `must have at most ${limits.max} entries, has ${entries.length}` });
        return;
      }
      for (const [name, entry] of entries) {
        key.check(name, [...path, name], problems);
        member.check(entry, [...path, name], problems);
      }
    },
  };
}

/** One of several shapes, told apart by a test of the value, so that problems are those of the shape meant. */
export function either<A, B>(
  isFirst: (value: unknown) => boolean,
  first: Shape<A>,
  second: Shape<B>,
): Shape<A | B> {
  return {
    schema: { anyOf: [first.schema, second.schema] },
    check(value, path, problems) {
      (isFirst(value) ? first : second).check(value, path, problems);
    },
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOptional(shape: Shape<unknown>): boolean {
  return (shape as Partial<OptionalShape<unknown>>).optional === true;
}

function show(value: unknown): string {
  if (value === undefined) return 'absent';
  const json = JSON.stringify(value) ?? typeof value;
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/** The key that was probably meant: same letters, or one letter more, less or other. */
function suggest(key: string, known: readonly string[]): string {
  const near = known.find((candidate) => withinOneEdit(key.toLowerCase(), candidate.toLowerCase()));
  return near === undefined ? '' : `; is ${near} meant?`;
}

function withinOneEdit(a: string, b: string): boolean {
  if (a.length > b.length) return withinOneEdit(b, a);
  if (b.length - a.length > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a.slice(a.length === b.length ? i + 1 : i) === b.slice(i + 1);
}
