import { bits56 } from './bits.ts';
import { characterCode, identification56 } from './characters.ts';

/** Type codes 1…4, register 0,8. */
export interface IdentificationMe {
  readonly kind: 'identification';
  readonly typeCode: number;
  /** Emitter category, set and number (`A3`); undefined when the sender gives none. */
  readonly category: string | undefined;
  readonly callsign: string | undefined;
}

const CATEGORIES = ['D', 'C', 'B', 'A'].map((set) =>
  Array.from({ length: 8 }, (_, number) => (number === 0 ? undefined : `${set}${number}`)),
);

export function decodeIdentification(typeCode: number, high: number, low: number): IdentificationMe {
  return {
    kind: 'identification',
    typeCode,
    category: CATEGORIES[typeCode - 1]![bits56(high, low, 6, 3)],
    callsign: identification56(high, low),
  };
}

/** ME field of an identification message, as halves. */
export function identificationHalves(callsign: string, category: string): [high: number, low: number] {
  const typeCode = ['D', 'C', 'B', 'A'].indexOf(category[0] ?? '') + 1 || 4;
  let high = (typeCode << 23) | ((Number(category[1] ?? 0) & 7) << 20);
  let low = 0;
  for (let i = 0; i < 8; i++) {
    const code = characterCode((callsign[i] ?? ' ').toUpperCase());
    // Characters 1–3 stand in bits 9–26, the fourth straddles the halves.
    const shift = 42 - 6 * i;
    if (shift >= 28) high |= code << (shift - 28);
    else if (shift > 22) {
      high |= code >> (28 - shift);
      low |= (code << shift) & 0xfffffff;
    } else low |= code << shift;
  }
  return [high, low];
}
