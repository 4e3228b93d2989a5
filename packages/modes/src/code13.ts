/**
 * The 13-bit codes of Mode S: identity (squawk) and altitude. On the air the pulses stand in the order
 * C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4, where an altitude has M in place of X and Q in place of D1.
 *
 * @see ICAO Annex 10 Volume IV, 3.1.2.6.5.4 (AC), 3.1.2.6.7.1 (ID), and the appendix to chapter 3.
 */
const M_BIT = 0x40;
const Q_BIT = 0x10;
const FT_PER_M = 1 / 0.3048;

/** 13 bits in the order of the air → the code ABCD as 12 bits, octal when shown. */
export function squawkFromId13(id: number): number {
  return (
    ((id & 0x1000) >> 9) | // C1
    ((id & 0x0800) >> 2) | // A1
    ((id & 0x0400) >> 6) | // C2
    ((id & 0x0200) << 1) | // A2
    ((id & 0x0100) >> 3) | // C4
    ((id & 0x0080) << 4) | // A4
    ((id & 0x0020) << 1) | // B1
    ((id & 0x0010) >> 4) | // D1
    ((id & 0x0008) << 4) | // B2
    ((id & 0x0004) >> 1) | // D2
    ((id & 0x0002) << 7) | // B4
    ((id & 0x0001) << 2) //   D4
  );
}

/** The inverse of {@link squawkFromId13}; the X pulse stays 0. */
export function id13FromSquawk(squawk: number): number {
  return (
    ((squawk << 9) & 0x1000) |
    ((squawk << 2) & 0x0800) |
    ((squawk << 6) & 0x0400) |
    ((squawk >> 1) & 0x0200) |
    ((squawk << 3) & 0x0100) |
    ((squawk >> 4) & 0x0080) |
    ((squawk >> 1) & 0x0020) |
    ((squawk << 4) & 0x0010) |
    ((squawk >> 4) & 0x0008) |
    ((squawk << 1) & 0x0004) |
    ((squawk >> 7) & 0x0002) |
    ((squawk >> 2) & 0x0001)
  );
}

/** Four octal digits, as spoken and shown. */
export function formatSquawk(squawk: number): string {
  return squawk.toString(8).padStart(4, '0');
}

function grayToBinary(gray: number): number {
  let value = gray;
  for (let shift = gray >> 1; shift > 0; shift >>= 1) value ^= shift;
  return value;
}

/**
 * Pressure altitude of a mode C code (ABCD as 12 bits), ft, in steps of 100 ft; undefined for codes that
 * no altimeter sends. D2 D4 A1 A2 A4 B1 B2 B4 count 500 ft in Gray code; C1 C2 C4 the 100 ft within,
 * forwards and backwards in turn. D1 is never set below 62,000 ft and stands for Q on the air.
 */
export function gillhamToFt(code: number): number | undefined {
  const c1 = (code >> 3) & 1;
  const c2 = (code >> 4) & 1;
  const c4 = (code >> 5) & 1;
  let hundreds = grayToBinary((c1 << 2) | (c2 << 1) | c4);
  if (hundreds === 7) hundreds = 5;
  else if (hundreds === 0 || hundreds > 4) return undefined;
  const fiveHundreds = grayToBinary(
    ((code & 1) << 8) | // D1
      (((code >> 1) & 1) << 7) | // D2
      (((code >> 2) & 1) << 6) | // D4
      (((code >> 9) & 1) << 5) | // A1
      (((code >> 10) & 1) << 4) | // A2
      (((code >> 11) & 1) << 3) | // A4
      (((code >> 6) & 1) << 2) | // B1
      (((code >> 7) & 1) << 1) | // B2
      ((code >> 8) & 1), //         B4
  );
  if (fiveHundreds & 1) hundreds = 6 - hundreds;
  return fiveHundreds * 500 + hundreds * 100 - 1300;
}

/** Altitude of a 13-bit AC field, ft; undefined when it is not available (all zero) or not a valid code. */
export function altitudeFtFromAc13(ac: number): number | undefined {
  if (ac === 0) return undefined;
  if (ac & M_BIT) return Math.round((((ac >> 1) & 0xfc0) | (ac & 0x3f)) * FT_PER_M);
  if (ac & Q_BIT) return (((ac & 0x1f80) >> 2) | ((ac & 0x20) >> 1) | (ac & 0xf)) * 25 - 1000;
  return gillhamToFt(squawkFromId13(ac));
}

/** Altitude of the 12-bit field of extended squitters (AC without M), ft. */
export function altitudeFtFromAc12(ac: number): number | undefined {
  return altitudeFtFromAc13(((ac & 0xfc0) << 1) | (ac & 0x3f));
}

/** Highest altitude of the 25 ft code. */
const FT_25_MAX = 2047 * 25 - 1000;

/**
 * AC field for a pressure altitude: 25 ft steps up to 50,175 ft, 100 ft Gillham above; 0 (not available)
 * when undefined or out of range.
 */
export function ac13FromFt(altitudeFt: number | undefined): number {
  if (altitudeFt === undefined || Number.isNaN(altitudeFt)) return 0;
  const n = Math.round((altitudeFt + 1000) / 25);
  if (n < 0) return 0;
  if (altitudeFt <= FT_25_MAX) return ((n << 2) & 0x1f80) | ((n << 1) & 0x20) | Q_BIT | (n & 0xf);
  return gillhamFromFt(altitudeFt);
}

function gillhamFromFt(altitudeFt: number): number {
  const steps = Math.round((altitudeFt + 1200) / 100);
  const fiveHundreds = Math.floor(steps / 5);
  if (fiveHundreds > 255) return 0;
  const within = (steps % 5) + 1;
  const hundreds = fiveHundreds & 1 ? 6 - within : within;
  const c = [0, 0b001, 0b011, 0b010, 0b110, 0b100][hundreds]!; // C1 C2 C4
  const g = fiveHundreds ^ (fiveHundreds >> 1); // D2 D4 A1 A2 A4 B1 B2 B4
  const code =
    (((c >> 2) & 1) << 3) |
    (((c >> 1) & 1) << 4) |
    ((c & 1) << 5) |
    (((g >> 7) & 1) << 1) |
    (((g >> 6) & 1) << 2) |
    (((g >> 5) & 1) << 9) |
    (((g >> 4) & 1) << 10) |
    (((g >> 3) & 1) << 11) |
    (((g >> 2) & 1) << 6) |
    (((g >> 1) & 1) << 7) |
    ((g & 1) << 8);
  return id13FromSquawk(code);
}

/** 12-bit altitude field of extended squitters. */
export function ac12FromFt(altitudeFt: number | undefined): number {
  const ac = ac13FromFt(altitudeFt);
  return ((ac >> 1) & 0xfc0) | (ac & 0x3f);
}
