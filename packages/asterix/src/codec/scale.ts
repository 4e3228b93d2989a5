import type { Field } from '../definition/field.ts';

/** How a raw number becomes a value: times `lsb`, or, for 1/10 and the like, divided, which rounds correctly. */
export interface Scaling {
  readonly multiply: number;
  readonly divide: number;
}

export function scalingOf({ lsb = 1 }: Field): Scaling {
  const inverse = Math.round(1 / lsb);
  const powerOfTwo = Number.isInteger(Math.log2(lsb));
  return 1 / inverse === lsb && !powerOfTwo ? { multiply: 1, divide: inverse } : { multiply: lsb, divide: 1 };
}

export function scaled(raw: number, { multiply, divide }: Scaling): number {
  return divide === 1 ? raw * multiply : raw / divide;
}

export function unscaled(value: number, { multiply, divide }: Scaling): number {
  return Math.round(divide === 1 ? value / multiply : value * divide);
}

/** Raw range of a number field. */
export function rawRange({ kind, bits }: Field): { readonly min: number; readonly max: number } {
  return kind === 'int'
    ? { min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }
    : { min: 0, max: 2 ** bits - 1 };
}
