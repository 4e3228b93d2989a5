export { loadConfig, parseConfig, type ConfigIssue } from './config/config.ts';
export { type Config, configSchema } from './config/schema.ts';
export { parseSite, type Site } from './config/site.ts';
export { ServerError, type ServerErrorCode, type ServerErrorFault } from './errors.ts';
export type { LogLevel } from './observe/log.ts';
export { SERVER_PORT, type RunningServer, type ServerOptions, type ServerStats } from './server.ts';
export { startListen, type ListenOptions } from './start-listen.ts';
export { startReplay, type ReplayOptions, type RunningReplay } from './start-replay.ts';
export { startServer, type StartOptions } from './start-node.ts';
