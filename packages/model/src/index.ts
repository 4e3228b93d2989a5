export * from './units.ts';
export * from './time.ts';
export * from './member.ts';
export * from './sensor.ts';
export * from './plot.ts';
export * from './track.ts';
export * from './api.ts';
export * from './geo/wgs84.ts';
