export * from './scenario/scenario.ts';
export * from './traffic/traffic.ts';
export * from './sensors/radar.ts';
