import { bits56, flag56 } from './bits.ts';
import { altitudeFtFromAc13 } from './code13.ts';

/**
 * A resolution advisory of a collision avoidance system, as register 3,0, in the broadcast of type code 28
 * and in DF16: bits 9…56 are the same in all three.
 *
 * @see ICAO Annex 10 Volume IV, 4.3.8.4.2.2.
 */
export interface AcasAdvisory {
  /** RAT: the advisory has ended; what is told is the last state. */
  readonly terminated: boolean;
  /** MTE: against more than one threat. */
  readonly multipleThreats: boolean;
  /** ARA, 14 bits as sent. */
  readonly ara: number;
  /** The senses of {@link ara} in words; empty when no advisory is active. */
  readonly advice: readonly string[];
  /** RAC: complements that other aircraft asked for. */
  readonly complements: readonly string[];
  readonly threatAddress: number | undefined;
  readonly threatAltitudeFt: number | undefined;
  readonly threatRangeNm: number | undefined;
  /** Relative to the nose. */
  readonly threatBearingDeg: number | undefined;
}

/** Bit 10…15 of the field while the one threat (bit 9) or all threats ask for the same: [clear, set]. */
const SENSES: readonly (readonly [bit: number, clear: string, set: string])[] = [
  [10, 'preventive', 'corrective'],
  [11, 'upward', 'downward'],
  [12, '', 'increased rate'],
  [13, '', 'sense reversal'],
  [14, '', 'altitude crossing'],
  [15, 'vertical speed limit', 'positive'],
];

/** The same bits when threats ask for different senses. */
const MIXED: readonly (readonly [bit: number, set: string])[] = [
  [10, 'correct upward'],
  [11, 'climb'],
  [12, 'correct downward'],
  [13, 'descend'],
  [14, 'crossing'],
  [15, 'sense reversal'],
];

const COMPLEMENTS = ['do not pass below', 'do not pass above', 'do not turn left', 'do not turn right'];

export function decodeAcas(high: number, low: number): AcasAdvisory {
  const single = flag56(high, low, 9);
  const multipleThreats = flag56(high, low, 28);
  const threat = bits56(high, low, 29, 2);
  let advice: string[] = [];
  if (single) {
    advice = SENSES.map(([bit, clear, set]) => (flag56(high, low, bit) ? set : clear)).filter(Boolean);
  } else if (multipleThreats) {
    advice = MIXED.filter(([bit]) => flag56(high, low, bit)).map(([, set]) => set);
  }
  const range = bits56(high, low, 44, 7);
  const bearing = bits56(high, low, 51, 6);
  return {
    terminated: flag56(high, low, 27),
    multipleThreats,
    ara: bits56(high, low, 9, 14),
    advice,
    complements: COMPLEMENTS.filter((_, i) => flag56(high, low, 23 + i)),
    threatAddress: threat === 1 ? bits56(high, low, 31, 24) : undefined,
    threatAltitudeFt: threat === 2 ? altitudeFtFromAc13(bits56(high, low, 31, 13)) : undefined,
    threatRangeNm: threat === 2 && range > 0 ? (range - 1) / 10 : undefined,
    threatBearingDeg: threat === 2 && bearing > 0 && bearing <= 60 ? 6 * (bearing - 1) : undefined,
  };
}
