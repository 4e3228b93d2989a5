import { createPlot, type Plot } from '@commonsky/model';
import type { Packet } from '../ingest/feed.ts';
import {
  type AsterixRecord,
  createAsterixDecoder,
  fillPlot,
  roleOf,
  SENSOR_OF_CATEGORY,
  sensorFromService,
  timeOfDayOf,
} from '../plots/asterix.ts';
import { resolveTruncatedTime } from '../plots/cat001.ts';
import { createDuplicateFilter } from './duplicate-filter.ts';
import type { RejectLog } from './rejects.ts';
import type { SensorEntry, SensorRegistry } from './sensor-registry.ts';

/** Data source identifier of a record. */
interface Identity {
  readonly sac: number;
  readonly sic: number;
}

export interface AsterixDecode {
  readonly stats: { readonly records: number; readonly duplicates: number };
  decode(packet: Packet, emit: (plot: Plot) => void): void;
}

/** ASTERIX datagrams → plots. What cannot be read or placed is counted and costs nothing else. */
export function createAsterixDecode(registry: SensorRegistry, rejects: RejectLog): AsterixDecode {
  const decoder = createAsterixDecoder();
  const duplicates = createDuplicateFilter();
  const stats = { records: 0, duplicates: 0 };

  function entryOf(record: AsterixRecord, identity: Identity): SensorEntry | undefined {
    const [family, kind] = SENSOR_OF_CATEGORY[record.category];
    return registry.byIdentity(family, identity.sac, identity.sic, kind);
  }

  function hearService(record: AsterixRecord, entry: SensorEntry, receivedAtMs: number): void {
    const timeOfDayS = timeOfDayOf(record);
    if (timeOfDayS !== undefined) entry.serviceTimeMs = entry.clock.resolve(timeOfDayS, receivedAtMs);
    const sensor = sensorFromService(record, entry.sensor);
    if (sensor !== undefined) registry.set(sensor);
  }

  return {
    stats,
    decode({ bytes, source, receivedAtMs }, emit) {
      if (duplicates.isDuplicate(bytes, receivedAtMs)) {
        stats.duplicates++;
        return;
      }
      const { records, issues } = decoder.decode(bytes);
      for (const issue of issues) {
        const { code, offset, ...rest } = issue;
        const detail = Object.entries(rest).map(([key, value]) => `${key} ${String(value)}`);
        rejects.add(
          source,
          receivedAtMs,
          code,
          [`at ${offset}`, ...detail].join(', '),
          bytes.subarray(offset),
        );
      }
      stats.records += records.length;
      // CAT001 names its source in the first record of a block only.
      let identity: Identity | undefined;
      for (const record of records) {
        identity = record.items.i010 ?? (record.category === 1 ? identity : undefined);
        const refuse = (reason: string, detail: string): void => {
          const octets = bytes.subarray(record.offset, record.offset + record.length);
          rejects.add(source, receivedAtMs, reason, detail, octets);
        };
        if (identity === undefined) {
          refuse('no-source-identifier', `category ${record.category}`);
          continue;
        }
        const entry = entryOf(record, identity);
        if (entry === undefined) {
          refuse('too-many-sensors', `${identity.sac}/${identity.sic}`);
          continue;
        }
        entry.messages++;
        if (roleOf(record) === 'service') {
          hearService(record, entry, receivedAtMs);
          continue;
        }
        const plot = createPlot(entry.sensor.id, measuredAt(record, entry, receivedAtMs), receivedAtMs);
        if (fillPlot(plot, record, entry.sensor)) {
          registry.countPlot(entry, plot);
          emit(plot);
        } else {
          entry.rejects++;
        }
      }
    },
  };
}

/** UTC ms of a target report; of its receipt when it carries no time at all. */
function measuredAt(record: AsterixRecord, entry: SensorEntry, receivedAtMs: number): number {
  const timeOfDayS = timeOfDayOf(record);
  if (timeOfDayS !== undefined) return entry.clock.resolve(timeOfDayS, receivedAtMs);
  if (record.category !== 1) return receivedAtMs;
  const nearMs = entry.serviceTimeMs ?? receivedAtMs;
  const truncated = record.items.i141?.truncatedTimeOfDay;
  if (truncated === undefined) return nearMs;
  const { offsetMs } = entry.clock;
  return resolveTruncatedTime(truncated, nearMs - offsetMs) + offsetMs;
}
