/** Octets of a hexadecimal string; spaces are ignored. Undefined when it is not one. */
export function bytesFromHex(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\s/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

export function hexFromBytes(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += octet.toString(16).padStart(2, '0');
  return text;
}

/** A 24-bit address as six digits. */
export function formatAddress(address: number): string {
  return address.toString(16).padStart(6, '0');
}
