import type { Member, Sensor } from '@commonsky/model';
import { SimError } from './errors.ts';
import { checkScenario, type ResolvedScenario, type Scenario } from './scenario/scenario.ts';
import { describeSensor } from './sensors/describe.ts';
import { truthOf, type TruthState } from './truth/truth.ts';
import { createWorld, STEP_S, type WorldOutputs } from './world.ts';

/** A running scenario whose sensors deliver items of one kind. */
export interface Run<Item> {
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
  advance(toMs: number): Item[];
  /** All aircraft as they truly are at `nowMs`, or at a moment at most a step (1 s) before it. */
  truth(atMs?: number): TruthState[];
}

export const ADVANCE_MS_MAX = 60_000;

/** Delivers an item to the centre at a time (scenario seconds). */
export type Deliver<Item> = (deliveredS: number, item: Item) => void;

/**
 * Runs a scenario.
 *
 * @param connect Makes what turns the sensors' output into items.
 * @throws {SimError} `SIM_ERR_SCENARIO` when the scenario is not valid.
 */
export function run<Item>(
  scenario: Scenario,
  connect: (startMs: number, deliver: Deliver<Item>) => WorldOutputs,
): Run<Item> {
  const checked = checkScenario(scenario);
  if (!checked.scenario) throw new SimError('SIM_ERR_SCENARIO', checked.issues);
  const resolved = checked.scenario;
  const startMs = Date.parse(resolved.start);
  const world = createWorld(resolved);
  /** What is on its way to the centre, in time order after each step; latency bounds it. */
  let underWay: { readonly atS: number; readonly item: Item }[] = [];
  const outputs = connect(startMs, (atS, item) => underWay.push({ atS, item }));
  let nowMs = startMs;

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
      const nowS = (nowMs - startMs) / 1000;
      let stepped = false;
      for (; world.nowS + STEP_S <= nowS; stepped = true) world.step(outputs);
      if (stepped) underWay.sort((a, b) => a.atS - b.atS);
      let count = 0;
      while (count < underWay.length && underWay[count]!.atS <= nowS) count++;
      const arrived = underWay.slice(0, count).map(({ item }) => item);
      if (count > 0) underWay = underWay.slice(count);
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
