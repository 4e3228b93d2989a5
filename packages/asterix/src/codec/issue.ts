/** Why octets were not understood. `offset` counts from the start of what was given to `decode`. */
export type DecodeIssue =
  /** The input ends inside a block, or the block inside a record or item. */
  | (Where & { readonly code: 'truncated'; readonly need: number; readonly have: number })
  /** A block or item length that cannot be. */
  | (Where & { readonly code: 'bad-length'; readonly length: number })
  /** A presence bit to which this edition has no item. */
  | (Where & { readonly code: 'unknown-item'; readonly bit: number })
  /** Presence octets go on beyond the last item of the profile. */
  | (Where & { readonly code: 'presence-too-long' })
  /** A record without a single item, as padding has. */
  | (Where & { readonly code: 'empty-record' })
  /** A profile is chosen by a code that has none. */
  | (Where & { readonly code: 'unknown-profile'; readonly value: number })
  /** The content of an expansion field is not what its edition says; it is kept as octets and the record is good. */
  | (Where & { readonly code: 'expansion-unread' })
  /** No definition: the block was passed over whole. */
  | (Where & { readonly code: 'unknown-category'; readonly length: number })
  /** More records or issues than the decoder's limits; the rest of the input was left. */
  | (Where & { readonly code: 'limit'; readonly limit: number });

interface Where {
  readonly offset: number;
  /** Where the data block begins. `offset` may be the octet after it, when something is missing at its end. */
  readonly block?: number;
  readonly category?: number;
  /** `i380.airspeed`: the item, and the part of it. */
  readonly item?: string;
}

/** What a record reader leaves behind besides its items. */
export interface ReadState {
  /** First octet after what was read. */
  at: number;
  /** Set when reading failed. */
  fault: DecodeIssue | undefined;
  /** Expansion fields kept as octets in this record. */
  unread: DecodeIssue[];
}

export const createReadState = (): ReadState => ({ at: 0, fault: undefined, unread: [] });

// These return undefined so that a reader can `return cut(…)`.
export function cut(state: ReadState, offset: number, need: number, have: number, item: string): undefined {
  state.fault = { code: 'truncated', offset, need, have, item };
}
export function tooLong(state: ReadState, offset: number, item: string): undefined {
  state.fault = { code: 'presence-too-long', offset, item };
}
export function unknownItem(state: ReadState, offset: number, bit: number, item: string): undefined {
  state.fault = { code: 'unknown-item', offset, bit, item };
}
export function badLength(state: ReadState, offset: number, length: number, item: string): undefined {
  state.fault = { code: 'bad-length', offset, length, item };
}
export function emptyRecord(state: ReadState, offset: number): undefined {
  state.fault = { code: 'empty-record', offset };
}
export function unknownProfile(state: ReadState, offset: number, value: number, item: string): undefined {
  state.fault = { code: 'unknown-profile', offset, value, item };
}
/** Forgets the fault of the content: the field's own length tells where the record goes on. */
export function unread(state: ReadState, offset: number, item: string): void {
  state.fault = undefined;
  state.unread.push({ code: 'expansion-unread', offset, item });
}
