import { basename } from 'node:path';
import type { MemberInfo, Plot, Sensor } from '@commonsky/model';
import { createReplayClock } from './clock.ts';
import type { Site } from './config/site.ts';
import { ServerError } from './errors.ts';
import { openRecording } from './ingest/open-recording.ts';
import { mergeRecordings, type Recording } from './ingest/recording.ts';
import { createLog } from './observe/log.ts';
import { createDecodeStage } from './pipeline/decode.ts';
import { createMemberNode } from './pipeline/member-node.ts';
import { createRejectLog } from './pipeline/rejects.ts';
import { type Replay, startReplayOf } from './pipeline/replay.ts';
import { createSensorRegistry } from './pipeline/sensor-registry.ts';
import { viewOfPlots } from './pipeline/view.ts';
import { closeOnce, type RunningServer, serveNodes, type ServerOptions } from './server.ts';

export interface ReplayOptions extends ServerOptions {
  /** Recordings, played together by their times; the format is found from the content. */
  readonly files: readonly string[];
  /** Recorded time per wall time; 1 when absent, Infinity for as fast as possible. */
  readonly speed?: number;
  /** Sites of radars whose recording does not tell them. */
  readonly sites?: readonly Site[];
  /** Where the receiver of Beast recordings stood; positions on the ground need it. */
  readonly receiver?: { readonly latDeg: number; readonly lonDeg: number };
  /** UTC ms at which recordings without a date begin, or near which their times of day lie; when absent
   * the first moment of the recordings that have one, else now. */
  readonly startAtMs?: number;
}

export interface RunningReplay extends RunningServer, Replay {
  /** What each file was found to be. */
  readonly formats: readonly { readonly file: string; readonly format: string }[];
}

const MEMBER = { id: 'replay', name: 'Replay' } as const;
/** Packets looked at to find where the map opens. */
const LOOK_AHEAD_COUNT = 20_000;
/** A replay waits instead of shedding; this bounds what one step's packets can hold. */
const PLOTS_PER_SENSOR_MAX = 1_000_000;

/**
 * Plays recordings into a node and serves its picture; after the last packet the picture stays.
 *
 * @throws {ServerError} for files that cannot be read or understood, a wrong speed, a port in use.
 */
export async function startReplay(options: ReplayOptions): Promise<RunningReplay> {
  const { files, speed = 1, sites = [] } = options;
  if (!(speed > 0)) throw new ServerError('SERVER_ERR_OPTION_INVALID', `speed ${speed} is not above 0`);
  if (files.length === 0) throw new ServerError('SERVER_ERR_OPTION_INVALID', 'name at least one recording');
  const recordings = await openRecordings(files, options.startAtMs);
  const sensors = recordings.map((recording, i) => receiverOf(recording, i, options.receiver));

  const firstMs = firstMoment(recordings) ?? Date.now();
  const clock = createReplayClock(firstMs, speed);
  const log = createLog(options.logLevel);
  const view = findView(recordings, sensors, sites);
  const node = createMemberNode({
    member: view === undefined ? MEMBER : { ...MEMBER, view },
    clock,
    sites,
    limits: { plotsPerSensorMax: PLOTS_PER_SENSOR_MAX },
    log,
  });
  for (const [i, { source }] of recordings.entries()) {
    const sensor = sensors[i];
    if (sensor !== undefined) node.bindSource(source, sensor);
  }
  const server = await serveNodes([node], options, log);
  const replay = startReplayOf(recordings, node, clock, speed);
  return {
    ...server,
    ...replay,
    formats: recordings.map(({ source, format }) => ({ file: source, format })),
    close: closeOnce(async () => {
      replay.stop();
      await server.close();
      await node.close();
    }),
  };
}

/** Recordings without a date begin with those that have one, so that what was named together plays together. */
async function openRecordings(files: readonly string[], startAtMs: number | undefined): Promise<Recording[]> {
  const recordings: Recording[] = [];
  const nearMs = startAtMs ?? Date.now();
  for (const file of files) recordings.push(await openRecording(file, nearMs));
  const datedMs = startAtMs ?? firstMoment(recordings.filter(({ hasDate }) => hasDate));
  if (datedMs === undefined || datedMs === startAtMs) return recordings;
  for (const [i, { hasDate }] of recordings.entries()) {
    if (!hasDate) recordings[i] = await openRecording(files[i]!, datedMs);
  }
  return recordings;
}

function firstMoment(recordings: readonly Recording[]): number | undefined {
  return mergeRecordings(recordings, ignore).next().value?.atMs;
}

/** A Mode S recording is one receiver; ASTERIX names its sensors itself. */
export function receiverOf(
  { kind, source }: Recording,
  index: number,
  site: ReplayOptions['receiver'],
): Sensor | undefined {
  if (kind === 'asterix') return undefined;
  return {
    id: `${MEMBER.id}:receiver:${index + 1}`,
    name: basename(source),
    owner: MEMBER.id,
    kind: 'adsb',
    ...site,
  };
}

/** Reads ahead until it is known where the recording's aircraft are. */
function findView(
  recordings: readonly Recording[],
  sensors: readonly (Sensor | undefined)[],
  sites: readonly Site[],
): MemberInfo['view'] {
  const plots: Plot[] = [];
  const sited = new Map<string, Sensor>();
  const registry = createSensorRegistry(MEMBER.id, sites, (sensor) => sited.set(sensor.id, sensor));
  const decode = createDecodeStage(registry, createRejectLog(), createLog('silent'));
  for (const [i, { source }] of recordings.entries()) {
    const sensor = sensors[i];
    if (sensor !== undefined) decode.bindSource(source, registry.set(sensor));
  }
  let count = 0;
  for (const { recording, atMs, bytes } of mergeRecordings(recordings, ignore)) {
    if (++count > LOOK_AHEAD_COUNT) break;
    const { kind, source } = recording;
    decode.process([{ kind, source, receivedAtMs: atMs, bytes }], (plot) => plots.push(plot));
  }
  const view = viewOfPlots(plots);
  if (view !== undefined) return view;
  for (const { latDeg, lonDeg } of sited.values()) {
    if (latDeg !== undefined && lonDeg !== undefined) return { latDeg, lonDeg, zoom: 7 };
  }
  return undefined;
}

/** Damage is counted when the recording is played, not when it is looked at. */
function ignore(): void {
  // Nothing: see above.
}
