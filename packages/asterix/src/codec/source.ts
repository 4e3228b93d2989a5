/** Pieces of generated source shared by readers, writers and projections. */

/** Literal for a number, exact. */
export const number = (value: number): string => (Object.is(value, -0) ? '0' : String(value));
export const text = (value: string): string => JSON.stringify(value);
export const property = (name: string): string => (/^[a-zA-Z_$][\w$]*$/u.test(name) ? name : text(name));

/** Expression for the octet `k` octets after some place. */
export type OctetAt = (k: number) => string;
/** The octets after `p`, read where they are needed. */
export const octetsAt =
  (p: string): OctetAt =>
  (k) =>
    k === 0 ? `b[${p}]` : `b[${p} + ${k}]`;

/**
 * Expression for `count` bits that begin `bit` bits after the first octet of `at`, as an unsigned or two's complement number.
 * Up to 32 bits within four octets are 32-bit operations; wider ones are added up as doubles.
 */
export function bitsExpression(at: OctetAt, bit: number, count: number, signed = false): string {
  const first = bit >> 3;
  const last = (bit + count - 1) >> 3;
  const after = (last + 1) * 8 - (bit + count);
  const octetCount = last - first + 1;
  if (octetCount > 4) {
    // High part, then the low 24 bits: both fit 32-bit operations up to 53 bits in all.
    const high = bitsExpression(at, bit, count - 24, signed);
    return `((${high}) * 16777216 + (${bitsExpression(at, bit + count - 24, 24)}))`;
  }
  const terms = Array.from({ length: octetCount }, (_, i) => {
    const shift = (octetCount - 1 - i) * 8;
    return shift === 0 ? at(first + i) : `${at(first + i)} << ${shift}`;
  });
  const word = terms.length === 1 ? terms[0]! : `(${terms.join(' | ')})`;
  const lead = octetCount * 8 - count - after;
  if (signed) {
    const left = 32 - octetCount * 8 + lead;
    const up = left === 0 ? word : `(${word} << ${left})`;
    return `${up} >> ${32 - count}`;
  }
  if (count === 32) return `${word} >>> 0`;
  const down = after === 0 ? word : octetCount === 4 ? `(${word} >>> ${after})` : `(${word} >> ${after})`;
  if (lead === 0) return octetCount === 4 && after === 0 ? `${down} >>> 0` : down;
  return `${down} & ${2 ** count - 1}`;
}
