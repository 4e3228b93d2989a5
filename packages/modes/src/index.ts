export { ModesError } from './error.ts';
export * from './message.ts';
export { type DecodeOptions, decodeModes } from './decode.ts';
export { type OtherMe, type SquitterPayload, type SurfaceSystemStatusMe, decodeMe } from './squitter.ts';
export type { IdentificationMe } from './identification.ts';
export type {
  AirbornePositionMe,
  CoarsePositionMe,
  SurfacePositionMe,
  SurveillanceStatus,
} from './position.ts';
export type {
  AcasMe,
  AutopilotModes,
  Emergency,
  EmergencyMe,
  OperationalStatusMe,
  TargetStateMe,
} from './status.ts';
export { type AcasAdvisory, decodeAcas } from './acas.ts';
export * from './quality.ts';
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
export * from './comm-b.ts';
export {
  type Bds10,
  type Bds17,
  type Bds20,
  type Bds21,
  type Bds30,
  type Bds40,
  type Bds44,
  type Bds45,
  type Bds50,
  type Bds53,
  type Bds60,
  type BdsCode,
  type CommBRegister,
  decodeRegister,
} from './registers.ts';
export { type DerivedMeteo, deriveMeteo } from './meteo.ts';
export * from './lines.ts';
export * from './raw-hex.ts';
export type { AircraftReport } from './report.ts';
export * from './sbs.ts';
export * from './aircraft-json.ts';
export * from './opensky.ts';
export { type ExplainedField, type Explanation, explainModes } from './explain.ts';
