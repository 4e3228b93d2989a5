/** Octets from hex digits with free white space, for tests. */
export function hex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/gu, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
  );
}
