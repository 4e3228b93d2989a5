/**
 * Lines where the specification source is wrong, corrected by hand. Each names its reason; the lint finds such
 * lines by comparing LSB × bits with the stated range.
 */
export interface Correction {
  readonly category: number;
  readonly path: string;
  readonly field: Readonly<{ lsb?: string; min?: string; max?: string; bits?: number }>;
  readonly reason: string;
}

export const CORRECTIONS: readonly Correction[] = [];
