/** A mode 3/A code as four octal digits. */
export function octalCode(code: number): string {
  return code.toString(8).padStart(4, '0');
}
