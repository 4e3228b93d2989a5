export { createTracker, type Tracker } from './tracker.ts';
export { DEFAULT_CONFIG, sensorModel, type SensorModel, type TrackerConfig } from './config.ts';
export type { EndReason, TrackEvent, TrackerStats } from './world.ts';
export type { ImmParameters } from './imm.kernel.ts';
export type { BiasEstimate, SensorRegistration } from './registration.ts';
export type { TrackerSnapshot } from './snapshot.ts';
export { FLAT_M_PER_DEG } from './frame.ts';
export { TrackerError } from './errors.ts';
