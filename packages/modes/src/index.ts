export * from './message.ts';
export { type DecodeOptions, decodeModes } from './decode.ts';
export type { SquitterPayload } from './squitter.ts';
export { decodeMe } from './squitter.ts';
export type { IdentificationMe } from './identification.ts';
export type { AirbornePositionMe, SurfacePositionMe, SurveillanceStatus } from './position.ts';
export type { VelocityMe } from './velocity.ts';
export * from './code13.ts';
export * from './cpr.ts';
export * from './hex.ts';
export { syndrome } from './parity.ts';
export * from './beast.ts';
export * from './avr.ts';
export * from './encode.ts';
export * from './aircraft-state.ts';
export {
  type AircraftStore,
  type AircraftStoreOptions,
  type AircraftStoreStats,
  createAircraftStore,
} from './aircraft-store.ts';
