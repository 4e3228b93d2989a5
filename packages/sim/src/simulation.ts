import type { Member, Sensor } from '@commonsky/model';
import { encodeBeast, TICKS_PER_S } from '@commonsky/modes';
import { encodeDownlink } from './encode/frames.ts';
import { createAdsbEncoder, createMlatEncoder } from './encode/position.ts';
import { createRadarEncoder } from './encode/radar.ts';
import { createTimeOfDay } from './encode/time.ts';
import { SimError } from './errors.ts';
import { checkScenario, type ResolvedScenario, type Scenario } from './scenario/scenario.ts';
import { describeSensor } from './sensors/describe.ts';
import type { Listener, Transmission } from './sensors/listener.ts';
import { truthOf, type TruthState } from './truth/truth.ts';
import { createWorld, STEP_S } from './world.ts';

/** Octets as a sensor sends them: one datagram of ASTERIX, or a piece of a Beast stream. */
export interface Emission {
  readonly sensorId: string;
  /** UTC ms at which they arrive at the centre. */
  readonly atMs: number;
  readonly transport: 'asterix' | 'beast';
  readonly bytes: Uint8Array;
}

export interface Simulation {
  readonly scenario: ResolvedScenario;
  readonly members: readonly Member[];
  readonly sensors: readonly Sensor[];
  /** UTC ms of the first moment, and of how far `advance` has come. */
  readonly startMs: number;
  readonly nowMs: number;
  /** Aircraft that exist, on the ground or in the air. */
  readonly aircraftCount: number;
  /**
   * Goes on to a moment and returns what arrived until then, in time order. Goes at most
   * {@link ADVANCE_MS_MAX} at once, so that what it returns is bounded; `nowMs` says how far it came.
   */
  advance(toMs: number): Emission[];
  /** All aircraft as they truly are at `nowMs`, or at a moment at most a step (1 s) before it. */
  truth(atMs?: number): TruthState[];
}

export const ADVANCE_MS_MAX = 60_000;
/** Timestamps of Beast are 48 bits of a 12 MHz counter. */
const TIMESTAMP_MODULUS = 2 ** 48;
const LIGHT_MPS = 299_792_458;

/**
 * Runs a scenario as octets.
 *
 * @throws {SimError} `SIM_ERR_SCENARIO` when the scenario is not valid; `checkScenario` tells without throwing.
 */
export function createSimulation(scenario: Scenario): Simulation {
  const checked = checkScenario(scenario);
  if (!checked.scenario) throw new SimError('SIM_ERR_SCENARIO', checked.issues);
  const resolved = checked.scenario;
  const startMs = Date.parse(resolved.start);
  const world = createWorld(resolved);
  const timeOfDay = createTimeOfDay(startMs);
  const encodeSector = createRadarEncoder(timeOfDay);
  const encodeAdsb = createAdsbEncoder(timeOfDay);
  const encodeMlat = createMlatEncoder(timeOfDay);
  /** What is on its way to the centre, in time order after each step; latency bounds it. */
  let underWay: Emission[] = [];
  let nowMs = startMs;

  function send(sensorId: string, deliveredS: number, transport: Emission['transport'], bytes: Uint8Array): void {
    underWay.push({ sensorId, atMs: startMs + deliveredS * 1000, transport, bytes });
  }

  function hear(listener: Listener, batch: readonly Transmission[], deliveredS: number): void {
    const { spec, station } = listener;
    if (spec.kind === 'beast') {
      send(spec.id, deliveredS, 'beast', encodeFrames(listener, batch));
      return;
    }
    // A ground station reports once a second: on every other position squitter.
    const reports = batch
      .filter(({ downlink }) => downlink.kind === 'position' && downlink.count % 2 === 0)
      .map(({ report }) => report);
    if (reports.length > 0) send(spec.id, deliveredS, 'asterix', encodeAdsb(spec, reports, station.clock));
  }

  const outputs = {
    sector(radar, sector) {
      for (const bytes of encodeSector(radar, sector)) send(radar.spec.id, sector.deliveredS, 'asterix', bytes);
    },
    heard: hear,
    located({ spec, station }, report, deliveredS) {
      send(spec.id, deliveredS, 'asterix', encodeMlat(spec, [report], station.clock));
    },
  } satisfies Parameters<typeof world.step>[0];

  return {
    scenario: resolved,
    members: resolved.members,
    sensors: resolved.sensors.map(describeSensor),
    startMs,
    get nowMs() {
      return nowMs;
    },
    get aircraftCount() {
      return world.fleet.aliveCount;
    },
    advance(toMs) {
      nowMs = Math.max(nowMs, Math.min(toMs, nowMs + ADVANCE_MS_MAX));
      const endS = (nowMs - startMs) / 1000;
      if (world.nowS + STEP_S > endS && underWay.length === 0) return [];
      let stepped = false;
      while (world.nowS + STEP_S <= endS) {
        world.step(outputs);
        stepped = true;
      }
      if (stepped) underWay.sort((a, b) => a.atMs - b.atMs);
      let count = 0;
      while (count < underWay.length && underWay[count]!.atMs <= nowMs) count++;
      const arrived = underWay.slice(0, count);
      underWay = underWay.slice(count);
      return arrived;
    },
    truth(atMs = nowMs) {
      const tauS = (atMs - startMs) / 1000 - world.nowS;
      return world.fleet.aircraft.flatMap((aircraft, row) =>
        aircraft === undefined ? [] : [truthOf(world.fleet, row, aircraft, tauS)],
      );
    },
  };
}

/** A piece of a receiver's stream: the frames in order, each stamped by the receiver's counter. */
function encodeFrames({ station }: Listener, batch: readonly Transmission[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const transmission of batch) {
    transmission.frame ??= encodeDownlink(transmission.downlink, transmission.report);
    if (!transmission.frame) continue;
    const piece = encodeBeast({
      timestamp: Math.round(station.clock(transmission.downlink.timeS) * TICKS_PER_S) % TIMESTAMP_MODULUS,
      signal: 100,
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
