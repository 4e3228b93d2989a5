import type { Command } from 'commander';

/** A command's module adds arguments, options and action to the bare command it is given. */
export interface CommandModule {
  readonly define: (command: Command) => void;
}

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command, in the order `--help` shows them. Modules load only when asked for. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'start',
    summary: 'run the demo: two member nodes, simulated radars and receivers, the console',
    load: () => import('./commands/start.ts'),
  },
  {
    name: 'listen',
    summary: 'put live ASTERIX and Beast feeds on the map',
    load: () => import('./commands/listen.ts'),
  },
  {
    name: 'replay',
    summary: 'put recordings on the map',
    load: () => import('./commands/replay.ts'),
  },
  {
    name: 'decode',
    summary: 'decode recordings of ASTERIX or Mode S data, one JSON object a record',
    load: () => import('./commands/decode.ts'),
  },
  {
    name: 'sim',
    summary: 'simulate traffic and sensors, and write recordings, truth and tracking scenarios',
    load: () => import('./commands/sim.ts'),
  },
  {
    name: 'watch',
    summary: 'try watch rules on recordings: what would have been raised',
    load: () => import('./commands/watch.ts'),
  },
  {
    name: 'doctor',
    summary: 'say what this machine has of what Commonsky needs',
    load: () => import('./commands/doctor.ts'),
  },
];
