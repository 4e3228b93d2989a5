/** A field with a status bit: [status, first bit, count]. */
type StatusField = readonly [status: number, from: number, count: number];

/** Masks over the halves of a register: reserved bits first, then status and value of each field. */
export interface Structure {
  readonly reservedHigh: number;
  readonly reservedLow: number;
  /** Four masks a field: status high, status low, value high, value low. */
  readonly masks: Int32Array;
}

function mask(from: number, count: number): [high: number, low: number] {
  let high = 0;
  let low = 0;
  for (let bit = from; bit < from + count; bit++) {
    if (bit <= 28) high |= 1 << (28 - bit);
    else low |= 1 << (56 - bit);
  }
  return [high, low];
}

/** Compiles the layout of a register. */
export function structure(layout: {
  readonly reserved?: readonly (readonly [from: number, count: number])[];
  readonly fields?: readonly StatusField[];
}): Structure {
  let reservedHigh = 0;
  let reservedLow = 0;
  for (const [from, count] of layout.reserved ?? []) {
    const [high, low] = mask(from, count);
    reservedHigh |= high;
    reservedLow |= low;
  }
  const fields = layout.fields ?? [];
  const masks = new Int32Array(4 * fields.length);
  for (const [i, [status, from, count]] of fields.entries()) {
    masks.set(mask(status, 1), 4 * i);
    masks.set(mask(from, count), 4 * i + 2);
  }
  return { reservedHigh, reservedLow, masks };
}

/** Whether reserved bits are zero, and every field that its status bit switches off. */
export function fits(structure: Structure, high: number, low: number): boolean {
  if ((high & structure.reservedHigh) !== 0 || (low & structure.reservedLow) !== 0) return false;
  const { masks } = structure;
  for (let i = 0; i < masks.length; i += 4) {
    const off = (high & masks[i]!) === 0 && (low & masks[i + 1]!) === 0;
    if (off && ((high & masks[i + 2]!) !== 0 || (low & masks[i + 3]!) !== 0)) return false;
  }
  return true;
}
