import type { Plot } from '@commonsky/model';
import type { Packet } from '../ingest/feed.ts';
import { createAsterixDecode } from './decode-asterix.ts';
import { createModesDecode } from './decode-modes.ts';
import type { RejectLog } from './rejects.ts';
import type { SensorEntry, SensorRegistry } from './sensor-registry.ts';

export interface DecodeStage {
  readonly stats: {
    readonly records: number;
    readonly duplicates: number;
    readonly messages: number;
    readonly internalErrors: number;
  };
  /** Mode S messages of this source are this sensor's. */
  bindSource(source: string, entry: SensorEntry): void;
  process(batch: readonly Packet[], emit: (plot: Plot) => void): void;
}

/** Packets of any kind → plots. */
export function createDecodeStage(registry: SensorRegistry, rejects: RejectLog): DecodeStage {
  const asterix = createAsterixDecode(registry, rejects);
  const modes = createModesDecode(registry, rejects);
  let internalErrors = 0;
  return {
    get stats() {
      return { ...asterix.stats, ...modes.stats, internalErrors };
    },
    bindSource: (source, entry) => modes.bind(source, entry),
    process(batch, emit) {
      for (const packet of batch) {
        try {
          if (packet.kind === 'asterix') asterix.decode(packet, emit);
          else modes.decode(packet, emit);
        } catch (error) {
          // A fault of ours in one packet must not cost the picture; it is counted and kept for us.
          internalErrors++;
          rejects.add(packet.source, packet.receivedAtMs, 'internal', String(error), packet.bytes);
        }
      }
    },
  };
}
