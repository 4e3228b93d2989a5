/** Appends octets and variable-length integers (7 bits an octet, least significant first) to a growing buffer. */
export class OctetWriter {
  #octets = new Uint8Array(1024);
  #size = 0;

  clear(): void {
    this.#size = 0;
  }

  /** Call before a run of writes: at least `size` more octets will fit. */
  reserve(size: number): void {
    if (this.#size + size <= this.#octets.length) return;
    const grown = new Uint8Array(Math.max(this.#octets.length * 2, this.#size + size));
    grown.set(this.#octets);
    this.#octets = grown;
  }

  u8(value: number): void {
    this.#octets[this.#size++] = value;
  }

  /** Unsigned, below 2³². */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.#octets[this.#size++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#octets[this.#size++] = rest;
  }

  /** Signed 32 bits: 0, -1, 1, -2 … become 0, 1, 2, 3 … so that small magnitudes stay short. */
  signed(value: number): void {
    this.unsigned((value << 1) ^ (value >> 31));
  }

  /** A copy of what was written, the caller's to keep. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#octets.slice(0, this.#size);
  }
}

/** Reads what {@link OctetWriter} wrote. Never throws: beyond the end it reads zeros and `failed` turns true. */
export class OctetReader {
  readonly #octets: Uint8Array;
  #offset: number;
  #failed = false;

  constructor(octets: Uint8Array, offset: number) {
    this.#octets = octets;
    this.#offset = offset;
  }

  get offset(): number {
    return this.#offset;
  }

  get failed(): boolean {
    return this.#failed;
  }

  u8(): number {
    if (this.#offset >= this.#octets.length) {
      this.#failed = true;
      return 0;
    }
    return this.#octets[this.#offset++]!;
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const octet = this.u8();
      value |= (octet & 0x7f) << shift;
      if (octet < 0x80) return value >>> 0;
    }
    this.#failed = true; // a sixth octet: no 32-bit integer
    return 0;
  }

  signed(): number {
    const value = this.unsigned();
    return (value >>> 1) ^ -(value & 1);
  }
}
