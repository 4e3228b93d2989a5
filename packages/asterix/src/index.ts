/** The machinery; categories come from `@commonsky/asterix/cat048` and so on, all of them from `@commonsky/asterix/all`. */
export { createDecoder } from './decoder.ts';
export type {
  AnyRecord,
  Decoded,
  DecodedRecord,
  Decoder,
  DecoderOptions,
  EditionRule,
  Origin,
} from './decoder.ts';
export { BLOCK_SIZE_MAX, createEncoder } from './encoder.ts';
export type { Encoder } from './encoder.ts';
export { project } from './project.ts';
export type { FieldPath, Projection, ProjectionOptions } from './project.ts';
export { callsignOf } from './codec/text.ts';
export type { DecodeIssue } from './codec/issue.ts';
export { AsterixError } from './errors.ts';
export { FRAMINGS, FRAMING_HEAD_SIZE, datagramsOf, detectFraming } from './framing/file.ts';
export type { Datagram, Framing } from './framing/file.ts';
export type { FramingDamage } from './framing/damage.ts';
export { finalFrame, finalFrames } from './framing/final.ts';
export { pcapFrames, pcapngFrames } from './framing/capture.ts';
export type { CapturedFrame } from './framing/capture.ts';
export { createUdpReader } from './framing/ip.ts';
export type { UdpDatagram } from './framing/ip.ts';
export { fromHex, toHex } from './framing/hex.ts';
export { defineCategory, defineEdition } from './definition/category.ts';
export type { Category, RandomField, RecordOf, Uap, UapChoice } from './definition/category.ts';
export * from './definition/field.ts';
export {
  compound, expansion, explicit, extended, extendedClosed, fixed, gap, repeated, repeatedFx, repeatedFxGroup, single,
} from './definition/layout.ts'; // prettier-ignore
export type { Fields, Layout } from './definition/layout.ts';
export { lintCategory } from './lint.ts';
export type { LintFinding } from './lint.ts';
export { createBlockScanner } from './framing/stream.ts';
export type { BlockScanner, BlockScannerOptions } from './framing/stream.ts';
export { FIREWALL_LIMITS, blockAt, createFirewall } from './firewall.ts';
export type { Firewall, FirewallLimits, Quarantined, SourceState, Verdict } from './firewall.ts';
export { doubtfulRegisters } from './bds-swap.ts';
export type { DoubtfulRegister, RegistersOfReport } from './bds-swap.ts';
export { editionFit, suggestEdition } from './plausibility.ts';
export type { EditionFit, EditionSuggestion } from './plausibility.ts';
export { unwrapTimeOfDay, unwrapTruncatedTime } from './time-of-day.ts';
export { pcapFileHeader, pcapPacket } from './framing/pcap-write.ts';
export { itemRanges, unknownNames } from './inspect.ts';
export type { ItemRange } from './inspect.ts';
