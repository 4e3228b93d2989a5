import { type Logger, pino } from 'pino';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';
export type Log = Logger;

/** JSON lines on standard error, so that a command's own output stays clean. */
export function createLog(level: LogLevel = 'warn'): Log {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}
