export * from './link-keys.ts';
export * from './link-plan.ts';
export * from './server-files.ts';
export * from './link-files.ts';
export * from './authority.ts';
export * from './nats-transport.ts';
export * from './nats-federation.ts';
