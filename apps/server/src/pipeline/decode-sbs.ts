import { parseSbsLine, type SbsReport, type Timed } from '@commonsky/modes';
import type { Plot } from '@commonsky/model';
import type { Packet } from '../ingest/feed.ts';
import { type AircraftFacts, plotOfAircraft } from '../plots/aircraft.ts';
import type { RejectLog } from './rejects.ts';
import type { SensorEntry, SensorRegistry } from './sensor-registry.ts';

/** Aircraft remembered of one source, and for how long; a line tells only part of what a plot holds. */
const AIRCRAFT_COUNT_MAX = 20_000;
const FORGET_AFTER_MS = 300_000;

export interface SbsDecode {
  /** Lines of this source are this sensor's. */
  bind(source: string, entry: SensorEntry): void;
  decode(packet: Packet, emit: (plot: Plot) => void): void;
}

interface Known {
  readonly facts: AircraftFacts;
  readonly atMs: number;
}

/** Lines of a BaseStation stream → plots, one for each position, with what other lines told lately. */
export function createSbsDecode(registry: SensorRegistry, rejects: RejectLog): SbsDecode {
  const receivers = new Map<string, { readonly entry: SensorEntry; readonly known: Map<number, Known> }>();

  return {
    bind: (source, entry) => void receivers.set(source, { entry, known: new Map() }),
    decode({ bytes, source, receivedAtMs }, emit) {
      const receiver = receivers.get(source);
      if (receiver === undefined) throw new Error(`no sensor is bound to ${source}`);
      const { entry, known } = receiver;
      const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      const report = parseSbsLine(line, receivedAtMs);
      if (report === undefined) {
        entry.rejects++;
        rejects.add(source, receivedAtMs, 'format', 'not a line of BaseStation', bytes);
        return;
      }
      entry.messages++;
      const facts = mergeFacts(known.get(report.address)?.facts, report, receivedAtMs);
      // Deleted first, so that the map stays in order of hearing.
      known.delete(report.address);
      known.set(report.address, { facts, atMs: receivedAtMs });
      for (const [address, { atMs }] of known) {
        if (known.size <= AIRCRAFT_COUNT_MAX && receivedAtMs - atMs <= FORGET_AFTER_MS) break;
        known.delete(address);
      }
      const { latDeg, lonDeg } = report;
      if (latDeg === undefined || lonDeg === undefined) return;
      const position = {
        latDeg,
        lonDeg,
        atMs: receivedAtMs,
        onSurface: report.onGround === true,
        accuracyM: undefined,
      };
      const plot = plotOfAircraft(facts, position, entry.sensor.id, receivedAtMs);
      registry.countPlot(entry, plot);
      emit(plot);
    },
  };
}

/** Older facts with those of a report put over them. Dated by receipt: the stream's own times are local. */
function mergeFacts(old: AircraftFacts | undefined, report: SbsReport, atMs: number): AircraftFacts {
  const timed = <T>(value: T | undefined, before: Timed<T> | undefined): Timed<T> | undefined =>
    value === undefined ? before : { value, atMs, source: 'adsb-icao' };
  const { groundSpeedKt, trackDeg } = report;
  return {
    address: report.address,
    isIcaoAddress: report.isIcaoAddress,
    altitudeFt: timed(report.altitudeFt, old?.altitudeFt),
    geometricHeightFt: timed(report.geometricHeightFt, old?.geometricHeightFt),
    verticalRateFtMin: timed(report.verticalRateFtMin, old?.verticalRateFtMin),
    velocity: timed(groundSpeedKt === undefined ? undefined : { groundSpeedKt, trackDeg }, old?.velocity),
    squawk: timed(report.squawk, old?.squawk),
    callsign: timed(report.callsign, old?.callsign),
    onGround: timed(report.onGround, old?.onGround),
    spi: timed(report.spi, old?.spi),
  };
}
