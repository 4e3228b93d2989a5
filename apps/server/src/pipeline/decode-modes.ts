import {
  type AircraftState,
  type AircraftStore,
  CHANGED,
  createAircraftStore,
  decodeModes,
  type ModesMessage,
} from '@commonsky/modes';
import type { Plot } from '@commonsky/model';
import type { Packet } from '../ingest/feed.ts';
import { plotOfAircraft } from '../plots/aircraft.ts';
import type { RejectLog } from './rejects.ts';
import type { SensorEntry, SensorRegistry } from './sensor-registry.ts';

/** How often aircraft that fell silent are forgotten. */
const EXPIRE_MS = 1_000;

export interface ModesDecode {
  readonly stats: { readonly messages: number };
  /** Messages of this source are this sensor's. */
  bind(source: string, entry: SensorEntry): void;
  decode(packet: Packet, emit: (plot: Plot) => void): void;
}

/** Sees every message that changed an aircraft, with the aircraft afterwards; borrowed. */
export type OnModesMessage = (aircraft: AircraftState, message: ModesMessage) => void;

/** One receiver: its sensor, and the aircraft it hears. */
interface Receiver {
  readonly entry: SensorEntry;
  readonly store: AircraftStore;
  expiredMs: number;
}

/** Mode S messages → plots, one for each position received. */
export function createModesDecode(
  registry: SensorRegistry,
  rejects: RejectLog,
  onMessage?: OnModesMessage,
): ModesDecode {
  const receivers = new Map<string, Receiver>();
  const stats = { messages: 0 };

  return {
    stats,
    bind(source, entry) {
      const { latDeg, lonDeg } = entry.sensor;
      const isSited = latDeg !== undefined && lonDeg !== undefined;
      const store = createAircraftStore(isSited ? { receiver: { latDeg, lonDeg } } : {});
      receivers.set(source, { entry, store, expiredMs: 0 });
    },
    decode({ bytes, source, receivedAtMs }, emit) {
      const receiver = receivers.get(source);
      if (receiver === undefined) throw new Error(`no sensor is bound to ${source}`);
      const { entry, store } = receiver;
      if (receivedAtMs - receiver.expiredMs >= EXPIRE_MS) {
        store.expire(receivedAtMs);
        receiver.expiredMs = receivedAtMs;
      }
      const message = decodeModes(bytes);
      if (message.df === undefined) {
        entry.rejects++;
        rejects.add(source, receivedAtMs, message.reject, 'not a Mode S message', bytes);
        return;
      }
      stats.messages++;
      entry.messages++;
      const aircraft = store.update(message, receivedAtMs);
      if (aircraft !== undefined) onMessage?.(aircraft, message);
      if (aircraft?.position === undefined || (aircraft.changed & CHANGED.position) === 0) return;
      const plot = plotOfAircraft(aircraft, aircraft.position, entry.sensor.id, receivedAtMs);
      registry.countPlot(entry, plot);
      emit(plot);
    },
  };
}
