export * from './errors.ts';
export * from './node-crypto.ts';
export * from './key-files.ts';
export * from './treaty-files.ts';
export * from './audit-files.ts';
