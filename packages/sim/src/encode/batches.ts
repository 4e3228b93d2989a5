/** Cuts a list into pieces of at most `countMax`, in order. */
export function batches<T>(items: readonly T[], countMax: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / countMax) }, (_, index) =>
    items.slice(index * countMax, (index + 1) * countMax),
  );
}
