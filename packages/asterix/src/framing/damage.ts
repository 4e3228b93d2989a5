/** Octets of a file that belong to no datagram, and why. What lies before and behind them is read all the same. */
export interface FramingDamage {
  /** First octet in the file. */
  readonly offset: number;
  readonly length: number;
  /** `truncated`: the file ends inside; `bad-frame`: lengths or marks that cannot be. */
  readonly reason: 'truncated' | 'bad-frame';
}

export type Damaged = (damage: FramingDamage) => void;
