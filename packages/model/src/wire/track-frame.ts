/**
 * Track frames: the binary WebSocket messages in which a node sends a member's picture to a
 * client. Both ends keep the same rows, one a track; a frame says what changed in them.
 *
 * Header, little endian, 16 octets:
 *
 * | offset | type | meaning                                                         |
 * |-------:|------|-----------------------------------------------------------------|
 * |      0 | u8   | 0xC5, "track frame"                                             |
 * |      1 | u8   | version, 1                                                      |
 * |      2 | u8   | 1: key frame (forget all rows first), 0: delta frame            |
 * |      3 | u8   | 0                                                               |
 * |      4 | u32  | sequence; a delta frame follows the frame numbered one less     |
 * |      8 | f64  | picture time, UTC ms, which all positions are predicted to      |
 *
 * Body, three lists (u: unsigned, s: zigzag-signed variable-length integer):
 *
 * 1. removed rows, highest first: u distance below the one before (first: below the row count),
 *    0 ends. The last row moves into the place of the removed one.
 * 2. changed rows, lowest first: u distance above the one before (first: above −1), fields; 0 ends.
 * 3. added rows, appended: field mask (never 0), u track number, the fields; 0 ends.
 *
 * Fields: mask octet (in list 3 it stands before the number), then those of its bits, in order:
 *
 * | bit | field     | coding                                                                     |
 * |----:|-----------|----------------------------------------------------------------------------|
 * |   0 | position  | s latitude, s longitude: 10⁻⁶ deg off the straight continuation of the last two frames |
 * |   1 | velocity  | n east, n north: 0.1 m/s                                                   |
 * |   2 | altitude  | n pressure altitude: 1 m                                                   |
 * |   3 | vertical  | n rate of climb: 0.1 m/s                                                   |
 * |   4 | accuracy  | u8: 0 not known, else 1 + 4 log₂(m), a step of 19 %                        |
 * |   5 | flags     | u8: {@link TRACK_FLAG}, bits 4–6 standard identity                         |
 * |   6 | last plot | n time: 0.1 s after the picture time of the last key frame                 |
 * |   7 | identity  | u 1 + address or 0, u 1 + mode 3/A or 0, u8 length, ASCII callsign         |
 *
 * `n` is 0 for "not known", else 1 + zigzag of the difference to the row's last known value, or to
 * 0 where that was not known. A row whose bit 0 is clear, or that is in no list, flies straight on:
 * aircraft mostly do, and the guess is integer arithmetic, hence the same on every machine.
 */

import { STANDARD_IDENTITIES, type StandardIdentity } from '../watch.ts';

export const FRAME_MAGIC = 0xc5;
export const FRAME_VERSION = 1;
export const FRAME_HEADER_SIZE = 16;
/** Tracks in one client's picture unless the caller says otherwise. */
export const TRACK_COUNT_MAX = 65_536;
export const CALLSIGN_LENGTH_MAX = 15;

export const POSITION_PER_DEG = 1e6;
export const SPEED_PER_MPS = 10;
export const TICK_MS = 100;
/** Quantised numbers stay within ±this, so that no difference of two leaves 32 bits. */
export const QUANTISED_MAX = 2 ** 29;

export const FIELD = {
  position: 1,
  velocity: 2,
  altitude: 4,
  vertical: 8,
  accuracy: 16,
  flags: 32,
  lastPlot: 64,
  identity: 128,
} as const;

/** Bits of the `flags` column. */
export const TRACK_FLAG = {
  coasting: 1,
  onGround: 2,
  airborne: 4,
  spi: 8,
} as const;

const IDENTITY_SHIFT = 4;
const IDENTITY_MASK = 7;

/** Standard identity as bits of `flags`: 0 when nobody identifies tracks, else 1 + its place in STANDARD_IDENTITIES. */
export function identityFlags(identity: StandardIdentity | undefined): number {
  return identity === undefined ? 0 : (1 + STANDARD_IDENTITIES.indexOf(identity)) << IDENTITY_SHIFT;
}

/** Standard identity in a `flags` octet; undefined when the node does not identify tracks. */
export function standardIdentityOf(flags: number): StandardIdentity | undefined {
  return STANDARD_IDENTITIES[((flags >> IDENTITY_SHIFT) & IDENTITY_MASK) - 1];
}

/** What a target says it is. Attributes, not the track's identity: they can be wrong. */
export interface TrackIdentity {
  readonly address: number | undefined;
  readonly mode3a: number | undefined;
  readonly callsign: string | undefined;
}

export const NO_IDENTITY: TrackIdentity = { address: undefined, mode3a: undefined, callsign: undefined };
