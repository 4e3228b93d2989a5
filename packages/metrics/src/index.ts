export * from './assignment.ts';
export * from './flat-map.ts';
export * from './performance.ts';
export * from './picture.ts';
export * from './statistics.ts';
