/** TIFF's LZW: codes of 9 to 12 bits, most significant bit first, growing one code early. Undefined on a bad code. */
export function decodeLzw(bytes: Uint8Array, size: number): Uint8Array | undefined {
  const CLEAR = 256;
  const END = 257;
  const out = new Uint8Array(size);
  // Entry n is entry prefix[n] followed by last[n]; `length` is its size.
  const prefix = new Uint16Array(4096);
  const last = new Uint8Array(4096);
  const length = new Uint16Array(4096);
  for (let i = 0; i < 256; i++) {
    last[i] = i;
    length[i] = 1;
  }
  let next = 258;
  let width = 9;
  let previous = -1;
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xff_ff_ff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >>> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0)) return undefined;
    // The one code not yet in the table stands for the previous entry and its own first octet.
    const known = code < next ? code : previous;
    const count = length[known]!;
    if (at + count > size) return undefined;
    for (let entry = known, i = at + count - 1; i >= at; i--) {
      out[i] = last[entry]!;
      entry = prefix[entry]!;
    }
    const first = out[at]!;
    at += count;
    if (code === next) {
      if (at >= size) return undefined;
      out[at++] = first;
    }
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous;
      last[next] = first;
      length[next] = length[previous]! + 1;
      next += 1;
      if (next + 1 >= 1 << width && width < 12) width += 1;
    }
    previous = code;
  }
  return at === size ? out : undefined;
}
