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
    summary: 'run the demo (two member nodes, simulated sensors), or the node of a configuration',
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
    name: 'encode',
    summary: 'encode JSON lines as ASTERIX',
    load: () => import('./commands/encode.ts'),
  },
  {
    name: 'convert',
    summary: 'write a recording in another framing, filtered by category, source and time',
    load: () => import('./commands/convert.ts'),
  },
  {
    name: 'asterix',
    summary: 'describe the ASTERIX categories: items, widths, scales, codes',
    load: () => import('./commands/asterix.ts'),
  },
  {
    name: 'modes',
    summary: 'take Mode S messages apart: every field with its bits',
    load: () => import('./commands/modes.ts'),
  },
  {
    name: 'track',
    summary: 'track the detections of a scenario and write the tracks',
    load: () => import('./commands/track.ts'),
  },
  {
    name: 'evaluate',
    summary: 'score tracks against the truth of their scenario',
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'sim',
    summary: 'simulate traffic and sensors, and write recordings, truth and tracking scenarios',
    load: () => import('./commands/sim.ts'),
  },
  {
    name: 'treaty',
    summary: 'check agreements, say what they grant, on which day, and what if',
    load: () => import('./commands/treaty.ts'),
  },
  {
    name: 'audit',
    summary: 'prove what was released, offline, from the files of either party',
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'keys',
    summary: 'make and rotate the keys a member signs with',
    load: () => import('./commands/keys.ts'),
  },
  {
    name: 'watch',
    summary: 'try watch rules on recordings: what would have been raised',
    load: () => import('./commands/watch.ts'),
  },
  {
    name: 'config',
    summary: 'check a configuration file',
    load: () => import('./commands/config.ts'),
  },
  {
    name: 'doctor',
    summary: 'say what this machine has of what Commonsky needs',
    load: () => import('./commands/doctor.ts'),
  },
];
