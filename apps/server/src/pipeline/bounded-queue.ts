/** First in, first out, over a ring of fixed length; a push to a full queue costs its oldest entry. */
export interface BoundedQueue<T> {
  readonly length: number;
  /** Entries lost to the bound since the start. */
  readonly shed: number;
  push(entry: T): void;
  /** The oldest entry, removed. */
  shift(): T | undefined;
}

export function createBoundedQueue<T>(lengthMax: number): BoundedQueue<T> {
  // Grows to its bound on demand: most queues stay almost empty for life.
  let ring: (T | undefined)[] = Array.from({ length: Math.min(16, lengthMax) });
  let head = 0;
  let length = 0;
  let shed = 0;

  function grow(): void {
    const old = ring;
    ring = Array.from({ length: Math.min(old.length * 2, lengthMax) });
    for (let i = 0; i < length; i++) ring[i] = old[(head + i) % old.length];
    head = 0;
  }

  function shift(): T | undefined {
    if (length === 0) return undefined;
    const entry = ring[head];
    ring[head] = undefined;
    head = (head + 1) % ring.length;
    length--;
    return entry;
  }

  return {
    get length() {
      return length;
    },
    get shed() {
      return shed;
    },
    push(entry) {
      if (length === lengthMax) {
        shift();
        shed++;
      } else if (length === ring.length) {
        grow();
      }
      ring[(head + length) % ring.length] = entry;
      length++;
    },
    shift,
  };
}
