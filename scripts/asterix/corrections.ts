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

/** Both of a pair of co-ordinates. */
const pair = (
  category: number,
  paths: readonly string[],
  field: Correction['field'],
  reason: string,
): Correction[] => paths.map((path) => ({ category, path, field, reason }));

export const CORRECTIONS: readonly Correction[] = [
  ...pair(
    10,
    ['202/VX', '202/VY'],
    { lsb: '1/4' },
    'Source says 1/16 m/s, which reaches ±2,048 in 16 bits; the item is stated to ±8,192, two other decoders use 0.25, and at 0.25 aircraft that land at Barcelona move as fast as their positions do.',
  ),
  ...pair(
    10,
    ['210/AX', '210/AY'],
    { lsb: '1/4' },
    'Source says 1/16 m/s², which reaches ±8 in 8 bits; the item is stated to ±31 (±31.75 is what 0.25 gives), and two other decoders use 0.25.',
  ),
  ...pair(
    17,
    ['045/LAT', '045/LON'],
    { lsb: '180/2^23' },
    'Source says 180/2^25, which reaches ±45° in 24 bits; the item is stated to ±90° and ±180°. All other 24-bit positions of the standard have 180/2^23.',
  ),
  {
    category: 25,
    path: '600/LON',
    field: { lsb: '180/2^31' },
    reason:
      'Source says 180/2^32, which reaches ±90° in 32 bits; a longitude is stated to ±180°. The latitude, stated to ±90°, is left as it is.',
  },
  {
    category: 15,
    path: '605/RSVA/SDVA',
    field: { max: '65535/100' },
    reason:
      'Source limits 16 bits of 0.01 to 167,772.15, which is what 24 bits reach; its own remark doubts it. The LSB stands.',
  },
];
