import { distanceAndBearing, offset } from '../geo.ts';
import type { Random } from '../random.ts';
import type { ResolvedScenario, ScriptedSpec } from '../scenario/scenario.ts';
import type { Aircraft } from '../truth/aircraft.ts';
import {
  addAircraft,
  altitudeOf,
  commitStep,
  PHASE,
  prepareStep,
  removeAircraft,
  type Fleet,
  type StartState,
} from '../truth/fleet.ts';
import { FATE, GLIDE, guide } from '../truth/guidance.ts';
import { PERFORMANCE, targetSpeed } from '../truth/performance.ts';
import { createIdentities, type Identity } from './identity.ts';
import { createPlanner, planScripted, type FlightPlan } from './planner.ts';

type Formation = NonNullable<Aircraft['formation']>;

interface Change {
  readonly atS: number;
  readonly aircraft: number;
  readonly event: ScriptedSpec['events'][number];
}

/** Longest wait before a flow replaces an aircraft that has gone. */
const REPLACEMENT_S_MAX = 60;

/** Keeps the sky as full as the scenario says: spawns, guides and takes away aircraft. */
export function createTraffic(scenario: ResolvedScenario, fleet: Fleet, random: Random) {
  const identities = createIdentities(random);
  const plan = createPlanner(scenario, random);
  /** Replacements to come: one entry at most for each aircraft that a flow keeps up. */
  let spawns: { readonly atS: number; readonly flow: number }[] = [];
  let scripts = [...scenario.aircraft].sort((a, b) => a.startS - b.startS);
  let changes: Change[] = [];
  const numberOfCallsign = new Map<string, number>();
  let numbers = 0;

  for (const { address } of scripts)
    if (address !== undefined) identities.reserve(Number.parseInt(address, 16));
  for (const [flow, { count }] of scenario.flows.entries()) {
    for (let i = 0; i < count;) i += spawn(flow, random.uniform(), count - i);
  }

  /** @returns How many aircraft came: a formation comes as one. */
  function spawn(flowIndex: number, fraction: number, countMax: number): number {
    const flow = scenario.flows[flowIndex]!;
    const planned = plan(flow);
    const leader = create(planned, identities.next(planned.style, planned.kind), flowIndex);
    const row = addAircraft(fleet, leader, startState(fleet, planned, fraction));
    const size = flow.kind === 'local' ? Math.min(flow.formationSize, countMax) : 1;
    for (let i = 1; i < size && flow.kind === 'local'; i++) {
      // A V behind the leader, alternating sides; one code for all.
      const rank = (i + 1) >> 1;
      const formation = {
        leader: leader.number,
        aheadM: -0.6 * rank * flow.spacingM,
        rightM: (i % 2 === 0 ? -1 : 1) * rank * flow.spacingM,
      };
      const identity = identities.next(planned.style, planned.kind);
      const wingman = create(
        planned,
        { ...identity, mode3a: leader.mode3a ?? identity.mode3a },
        flowIndex,
        formation,
      );
      addAircraft(fleet, wingman, besideLeader(fleet, row, formation));
    }
    return size;
  }

  function create(planned: FlightPlan, identity: Identity, flow?: number, formation?: Formation): Aircraft {
    const { kind, equipage, route, cruiseM, cruiseMps } = planned;
    const selective = equipage === 'modeS' || equipage === 'adsb';
    if (!selective) identities.release(identity.address);
    return {
      number: ++numbers,
      kind,
      equipage,
      address: selective ? identity.address : undefined,
      callsign: selective ? identity.callsign : undefined,
      mode3a: equipage === 'primaryOnly' ? undefined : identity.mode3a,
      spi: false,
      transponderOn: equipage !== 'primaryOnly',
      route,
      cruiseMps,
      cruiseM,
      nacP: random.pick([8, 9, 9, 9, 10, 10, 10, 11]),
      ghost: false,
      flow,
      formation,
    };
  }

  function startScripted(spec: ScriptedSpec): void {
    const planned = planScripted(spec);
    const invented = identities.next(planned.style, planned.kind);
    if (spec.address !== undefined) identities.release(invented.address);
    const identity: Identity = {
      address: spec.address === undefined ? invented.address : Number.parseInt(spec.address, 16),
      callsign: spec.callsign?.trim() ?? invented.callsign,
      mode3a: spec.mode3a === undefined ? invented.mode3a : Number.parseInt(spec.mode3a, 8),
    };
    const leader = spec.formation && numberOfCallsign.get(spec.formation.leader);
    const formation = spec.formation && leader !== undefined ? { ...spec.formation, leader } : undefined;
    const aircraft = { ...create(planned, identity, undefined, formation), ghost: spec.ghost };
    addAircraft(fleet, aircraft, startState(fleet, planned, 0));
    if (spec.callsign !== undefined) numberOfCallsign.set(spec.callsign, aircraft.number);
    changes.push(...spec.events.map((event) => ({ atS: event.atS, aircraft: aircraft.number, event })));
  }

  function apply({ aircraft: number, event }: Change): void {
    const row = fleet.rowOf.get(number);
    const aircraft = row === undefined ? undefined : fleet.aircraft[row];
    if (!aircraft) return;
    if (event.mode3a !== undefined) aircraft.mode3a = Number.parseInt(event.mode3a, 8);
    if (event.spi !== undefined) aircraft.spi = event.spi;
    if (event.transponder !== undefined) aircraft.transponderOn = event.transponder === 'on';
  }

  function remove(row: number, nowS: number): void {
    const { address, flow, formation } = fleet.aircraft[row]!;
    identities.release(address);
    // Wingmen leave with their leader, and come back with a new one.
    if (flow !== undefined && !formation)
      spawns.push({ atS: nowS + random.between(0, REPLACEMENT_S_MAX), flow });
    removeAircraft(fleet, row);
  }

  return {
    /** Begins the step from `nowS` on: who is there, and the rates of each until the step ends. */
    step(nowS: number, stepS: number): void {
      if (nowS > 0) commitStep(fleet, stepS);
      const due = spawns.filter((each) => each.atS <= nowS);
      spawns = spawns.filter((each) => each.atS > nowS);
      for (const { flow } of due) spawn(flow, 0, Infinity);
      while (scripts.length > 0 && scripts[0]!.startS <= nowS) startScripted(scripts.shift()!);
      for (const change of changes) if (change.atS <= nowS) apply(change);
      changes = changes.filter((each) => each.atS > nowS);
      for (let row = 0; row < fleet.rowCount; row++) {
        if (fleet.aircraft[row] !== undefined && guide(fleet, row, stepS) === FATE.done) remove(row, nowS);
      }
      prepareStep(fleet, stepS);
    },
  };
}

/** The state a flight begins in: at its start (`fraction` 0), or as it would be part of the way along its route. */
function startState(fleet: Fleet, planned: FlightPlan, fraction: number): StartState {
  const { route, cruiseM, cruiseMps, kind } = planned;
  const [toFirst] = distanceAndBearing(planned.latRad, planned.lonRad, route.latRad[0]!, route.lonRad[0]!);
  const flown = fraction * 0.98 * (toFirst + route.toEndM[0]!);
  if (flown === 0) {
    const standing = planned.phase === PHASE.takeoff;
    return {
      latRad: planned.latRad,
      lonRad: planned.lonRad,
      altitudeM: standing ? altitudeOf(fleet.atmosphere, route.originM) : cruiseM,
      speedMps: standing ? 0 : cruiseMps,
      trackRad: planned.trackRad,
      leg: 0,
      phase: planned.phase,
    };
  }
  // Which leg, and how far along it.
  let leg = 0;
  let before = 0;
  let end = toFirst;
  let [latRad, lonRad] = [planned.latRad, planned.lonRad];
  while (end < flown) {
    [latRad, lonRad] = [route.latRad[leg]!, route.lonRad[leg]!];
    before = end;
    end += route.toEndM[leg]! - route.toEndM[leg + 1]!;
    leg++;
  }
  const [, course] = distanceAndBearing(latRad, lonRad, route.latRad[leg]!, route.lonRad[leg]!);
  [latRad, lonRad] = offset(latRad, lonRad, course, flown - before);
  const [, trackRad] = distanceAndBearing(latRad, lonRad, route.latRad[leg]!, route.lonRad[leg]!);

  const toGo = toFirst + route.toEndM[0]! - flown;
  const legLevel = route.levelM[leg]!;
  let altitudeM = Number.isNaN(legLevel) ? cruiseM : legLevel;
  if (planned.phase === PHASE.takeoff) {
    altitudeM = Math.min(altitudeM, altitudeOf(fleet.atmosphere, route.originM) + 0.07 * flown);
  }
  if (route.end === 'land') {
    altitudeM = Math.min(altitudeM, altitudeOf(fleet.atmosphere, route.destinationM) + GLIDE * toGo);
  }
  const landing = route.end === 'land' ? toGo : Infinity;
  const speedMps = targetSpeed(
    PERFORMANCE[kind],
    cruiseMps,
    altitudeM,
    Math.min(0.07 * flown, altitudeM),
    landing,
  );
  return { latRad, lonRad, altitudeM, speedMps, trackRad, leg, phase: PHASE.airborne };
}

function besideLeader(fleet: Fleet, leaderRow: number, { aheadM, rightM }: Formation): StartState {
  const c = fleet.columns;
  const trackRad = c.track[leaderRow]!;
  const bearing = trackRad + Math.atan2(rightM, aheadM);
  const [latRad, lonRad] = offset(c.lat[leaderRow]!, c.lon[leaderRow]!, bearing, Math.hypot(aheadM, rightM));
  return {
    latRad,
    lonRad,
    altitudeM: c.alt[leaderRow]!,
    speedMps: c.speed[leaderRow]!,
    trackRad,
    leg: 0,
    phase: PHASE.airborne,
  };
}
