/** Whether text looks like AVR: `*8D…;` lines, or `@` with a 48-bit timestamp in front of the message. */
export function looksLikeAvr(head: string): boolean {
  return /^\s*(?:\*(?:[0-9a-f]{14}|[0-9a-f]{28})|@[0-9a-f]{12}(?:[0-9a-f]{14}|[0-9a-f]{28}));\s/i.test(
    `${head}\n`,
  );
}
