import { encodeBeast, TICKS_PER_S } from '@commonsky/modes';
import { encodeDownlink } from './encode/frames.ts';
import { createAdsbEncoder, createMlatEncoder } from './encode/position.ts';
import { createRadarEncoder } from './encode/radar.ts';
import { createTimeOfDay } from './encode/time.ts';
import { run, type Run } from './run.ts';
import type { Scenario } from './scenario/scenario.ts';
import { isGroundReport, type Listener, type Transmission } from './sensors/listener.ts';

/** Octets as a sensor sends them: one datagram of ASTERIX, or a piece of a Beast stream. */
export interface Emission {
  readonly sensorId: string;
  /** UTC ms at which they arrive at the centre. */
  readonly atMs: number;
  readonly transport: 'asterix' | 'beast';
  readonly bytes: Uint8Array;
}

export type Simulation = Run<Emission>;

/** Timestamps of Beast are 48 bits of a 12 MHz counter. */
const TIMESTAMP_MODULUS = 2 ** 48;
const LIGHT_MPS = 299_792_458;

/**
 * Runs a scenario as octets.
 *
 * @throws {SimError} `SIM_ERR_SCENARIO` when the scenario is not valid; `checkScenario` tells without throwing.
 */
export function createSimulation(scenario: Scenario): Simulation {
  return run<Emission>(scenario, (startMs, deliver) => {
    const timeOfDay = createTimeOfDay(startMs);
    const encodeSector = createRadarEncoder(timeOfDay);
    const encodeAdsb = createAdsbEncoder(timeOfDay);
    const encodeMlat = createMlatEncoder(timeOfDay);

    function send(
      sensorId: string,
      deliveredS: number,
      transport: Emission['transport'],
      bytes: Uint8Array,
    ): void {
      deliver(deliveredS, { sensorId, atMs: startMs + deliveredS * 1000, transport, bytes });
    }

    return {
      sector(radar, sector) {
        for (const bytes of encodeSector(radar, sector))
          send(radar.spec.id, sector.deliveredS, 'asterix', bytes);
      },
      heard(listener, batch, deliveredS) {
        const { spec, station } = listener;
        if (spec.kind === 'beast') {
          send(spec.id, deliveredS, 'beast', encodeFrames(listener, batch));
          return;
        }
        const reports = batch.filter(isGroundReport).map(({ report }) => report);
        for (const bytes of encodeAdsb(spec, reports, station.clock))
          send(spec.id, deliveredS, 'asterix', bytes);
      },
      located({ spec, station }, report, deliveredS) {
        send(spec.id, deliveredS, 'asterix', encodeMlat(spec, report, station.clock(report.timeS)));
      },
    };
  });
}

/** A piece of a receiver's stream: the frames in order, each stamped by the receiver's counter. */
function encodeFrames({ station, rangeM }: Listener, batch: readonly Transmission[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const transmission of batch) {
    transmission.frame ??= encodeDownlink(transmission.downlink, transmission.report);
    if (!transmission.frame) continue;
    const range = rangeM(transmission.downlink.row);
    const heardS = station.clock(transmission.downlink.timeS + range / LIGHT_MPS);
    const ticks = Math.round(heardS * TICKS_PER_S) % TIMESTAMP_MODULUS;
    const piece = encodeBeast({
      timestamp: ticks < 0 ? ticks + TIMESTAMP_MODULUS : ticks,
      // Amplitude falls with distance: full scale near by, a few steps at the edge.
      signal: Math.round(Math.min(250, Math.max(6, 1.2e6 / range))),
      bytes: transmission.frame,
    });
    pieces.push(piece);
    size += piece.length;
  }
  const stream = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    stream.set(piece, at);
    at += piece.length;
  }
  return stream;
}
