import type { Plot } from '@commonsky/model';
import type { Log } from '../observe/log.ts';
import type { Packet } from '../ingest/feed.ts';
import { createAsterixDecode } from './decode-asterix.ts';
import { createModesDecode, type OnModesMessage } from './decode-modes.ts';
import { createSbsDecode } from './decode-sbs.ts';
import type { RejectLog } from './rejects.ts';
import type { SensorEntry, SensorRegistry } from './sensor-registry.ts';

export interface DecodeStage {
  readonly stats: {
    readonly records: number;
    readonly duplicates: number;
    readonly messages: number;
    readonly internalErrors: number;
  };
  /** Messages of this Mode S or BaseStation source are this sensor's. */
  bindSource(source: string, entry: SensorEntry): void;
  process(batch: readonly Packet[], emit: (plot: Plot) => void): void;
}

/** Packets of any kind → plots. */
export function createDecodeStage(
  registry: SensorRegistry,
  rejects: RejectLog,
  log: Log,
  onMessage?: OnModesMessage,
): DecodeStage {
  const asterix = createAsterixDecode(registry, rejects);
  const modes = createModesDecode(registry, rejects, onMessage);
  const sbs = createSbsDecode(registry, rejects);
  const decoders = { asterix, modes, sbs } as const;
  let internalErrors = 0;
  return {
    get stats() {
      return { ...asterix.stats, ...modes.stats, internalErrors };
    },
    bindSource(source, entry) {
      modes.bind(source, entry);
      sbs.bind(source, entry);
    },
    process(batch, emit) {
      for (const packet of batch) {
        try {
          decoders[packet.kind].decode(packet, emit);
        } catch (error) {
          // A fault of ours in one packet must not cost the picture; it is counted and kept for us.
          internalErrors++;
          // One line tells of the fault; a source that repeats it must not fill a disk.
          if (internalErrors === 1) log.error({ err: error, source: packet.source }, 'fault in decoding');
          rejects.add(packet.source, packet.receivedAtMs, 'internal', String(error), packet.bytes);
        }
      }
    },
  };
}
