import { M_PER_FL, M_PER_FT, MPS_PER_KT, RAD_PER_DEG } from '@commonsky/model';
import { distanceAndBearing, offset, wrapPi } from '../geo.ts';
import type { Random } from '../random.ts';
import type { FlowSpec, ResolvedScenario, ScriptedSpec } from '../scenario/scenario.ts';
import type { Equipage } from '../truth/aircraft.ts';
import { PHASE } from '../truth/fleet.ts';
import { PERFORMANCE, type AircraftClass } from '../truth/performance.ts';
import {
  approach,
  createRoute,
  departure,
  hold,
  waypoint,
  type Route,
  type Waypoint,
} from '../truth/route.ts';
import type { IdentityStyle } from './identity.ts';

/** A flight before there is an aircraft. */
export interface FlightPlan {
  readonly kind: AircraftClass;
  readonly equipage: Equipage;
  readonly style: IdentityStyle;
  readonly route: Route;
  /** Where it begins, and in which phase. */
  readonly latRad: number;
  readonly lonRad: number;
  readonly trackRad: number;
  readonly phase: number;
  readonly cruiseM: number;
  readonly cruiseMps: number;
}

/** Invents flights as the flows of a scenario ask. */
export function createPlanner(scenario: ResolvedScenario, random: Random) {
  const airports = new Map(scenario.airports.map((each) => [each.icao, each]));

  function planAirline(flow: Extract<FlowSpec, { kind: 'airline' }>): FlightPlan {
    const places = flow.airports?.map((icao) => airports.get(icao)!) ?? scenario.airports;
    const from = random.pick(places);
    let to = random.pick(places);
    while (to === from) to = random.pick(places);
    const kind = random.pick(['airliner', 'airliner', 'airliner', 'turboprop', 'business', 'heavy'] as const);
    const fromLat = from.latDeg * RAD_PER_DEG;
    const fromLon = from.lonDeg * RAD_PER_DEG;
    const toLat = to.latDeg * RAD_PER_DEG;
    const toLon = to.lonDeg * RAD_PER_DEG;
    const [distance, course] = distanceAndBearing(fromLat, fromLon, toLat, toLon);

    // One or two turning points off the straight line, as an airway would have.
    const points: Waypoint[] = [];
    const turns = distance > 400_000 ? 2 : 1;
    for (let i = 1; i <= turns; i++) {
      const along = (distance * i) / (turns + 1);
      const [lat, lon] = offset(fromLat, fromLon, course, along);
      const aside = random.between(-0.12, 0.12) * distance;
      const [latRad, lonRad] = offset(lat, lon, course + Math.PI / 2, aside);
      // Some are held down on the way up, for traffic above.
      const levelM = i === 1 && random.chance(0.3) ? random.pick([110, 150, 190, 230]) * M_PER_FL : undefined;
      points.push({ latRad, lonRad, levelM: distance > 250_000 ? levelM : undefined });
    }
    const { runwayRad, waypoint: out } = departure(from, points[0]!.latRad, points[0]!.lonRad);
    const last = points.at(-1)!;
    const arrival = approach(to, last.latRad, last.lonRad);
    const cruiseMps = PERFORMANCE[kind].cruiseMps * random.between(0.94, 1.06);
    if (random.chance(flow.holdShare)) {
      const fix = { ...arrival[0]!, levelM: to.elevationM + 2200 };
      const [, inbound] = distanceAndBearing(last.latRad, last.lonRad, fix.latRad, fix.lonRad);
      arrival.unshift(
        ...hold({ ...fix, speedMps: 210 * MPS_PER_KT }, inbound, 210 * MPS_PER_KT, 2 + random.integer(3)),
      );
    }
    return {
      kind,
      equipage: random.chance(0.85) ? 'adsb' : 'modeS',
      style: 'regional',
      route: createRoute([out, ...points, ...arrival], { end: 'land', origin: from, destination: to }),
      latRad: fromLat,
      lonRad: fromLon,
      trackRad: wrapPi(runwayRad),
      phase: PHASE.takeoff,
      cruiseM: cruiseLevel(random, distance, course, kind),
      cruiseMps,
    };
  }

  function planOverflight(): FlightPlan {
    const airway = random.pick(scenario.airways);
    const points = airway.points.map((each) => waypoint(each.latDeg, each.lonDeg));
    if (random.chance(0.5)) points.reverse();
    const [first, second] = [points[0]!, points[1]!];
    const [, course] = distanceAndBearing(first.latRad, first.lonRad, second.latRad, second.lonRad);
    const kind = random.pick(['airliner', 'airliner', 'heavy', 'heavy', 'heavy', 'business'] as const);
    // Strategic lateral offset: up to 2 NM right of the centre line.
    const aside = random.pick([0, 0, 1852, 3704]);
    const [latRad, lonRad] = offset(first.latRad, first.lonRad, course + Math.PI / 2, aside);
    return {
      kind,
      equipage: random.chance(0.95) ? 'adsb' : 'modeS',
      style: 'passing',
      route: createRoute(points.slice(1), { end: 'vanish' }),
      latRad,
      lonRad,
      trackRad: course,
      phase: PHASE.airborne,
      cruiseM: cruiseLevel(random, Infinity, course, kind),
      cruiseMps: PERFORMANCE[kind].cruiseMps * random.between(0.94, 1.08),
    };
  }

  function planLocal(flow: Extract<FlowSpec, { kind: 'local' }>): FlightPlan {
    const centre = waypoint(flow.centre.latDeg, flow.centre.lonDeg);
    const performance = PERFORMANCE[flow.class];
    const cruiseMps = performance.cruiseMps * random.between(0.75, 1.1);
    // About an hour and a half of flying, within reason.
    const legs = Math.min(60, Math.max(2, Math.round((5400 * cruiseMps) / (0.9 * flow.radiusM))));
    const inCircle = (): Waypoint => {
      const [latRad, lonRad] = offset(
        centre.latRad,
        centre.lonRad,
        random.between(0, 2 * Math.PI),
        flow.radiusM * Math.sqrt(random.uniform()),
      );
      return { latRad, lonRad, levelM: random.between(flow.altitudeFt.min, flow.altitudeFt.max) * M_PER_FT };
    };
    const points = Array.from({ length: legs }, inCircle);
    const { latRad, lonRad } = inCircle();
    const [, trackRad] = distanceAndBearing(latRad, lonRad, points[0]!.latRad, points[0]!.lonRad);
    return {
      kind: flow.class,
      equipage: flow.equipage,
      style: flow.radiusM > 500_000 ? 'random' : 'local',
      route: createRoute(points, { end: 'vanish' }),
      latRad,
      lonRad,
      trackRad,
      phase: PHASE.airborne,
      cruiseM: points[0]!.levelM!,
      cruiseMps,
    };
  }

  function planCrossing(flow: Extract<FlowSpec, { kind: 'crossing' }>): FlightPlan {
    const centre = waypoint(flow.centre.latDeg, flow.centre.lonDeg);
    const course = random.between(0, 2 * Math.PI);
    const [lat, lon] = offset(
      centre.latRad,
      centre.lonRad,
      course + Math.PI / 2,
      random.between(-1, 1) * flow.missM,
    );
    const [latRad, lonRad] = offset(lat, lon, course + Math.PI, flow.radiusM);
    const [endLat, endLon] = offset(lat, lon, course, flow.radiusM);
    return {
      kind: flow.class,
      equipage: flow.equipage,
      style: flow.radiusM > 500_000 ? 'random' : 'passing',
      route: createRoute([{ latRad: endLat, lonRad: endLon }], { end: 'vanish' }),
      latRad,
      lonRad,
      trackRad: wrapPi(course),
      phase: PHASE.airborne,
      cruiseM: random.between(flow.altitudeFt.min, flow.altitudeFt.max) * M_PER_FT,
      cruiseMps: PERFORMANCE[flow.class].cruiseMps * random.between(0.85, 1.1),
    };
  }

  return (flow: FlowSpec): FlightPlan => {
    switch (flow.kind) {
      case 'airline':
        return planAirline(flow);
      case 'overflight':
        return planOverflight();
      case 'local':
        return planLocal(flow);
      case 'crossing':
        break;
    }
    return planCrossing(flow);
  };
}

/** A level for the distance, odd flight levels eastbound and even ones westbound. */
function cruiseLevel(random: Random, distanceM: number, courseRad: number, kind: AircraftClass): number {
  let [low, high] = [290, 400];
  if (distanceM < 250_000) [low, high] = [140, 210];
  else if (distanceM < 600_000) [low, high] = [240, 330];
  if (kind === 'turboprop') [low, high] = [Math.min(low, 170), Math.min(high, 250)];
  const parity = Math.sin(courseRad) >= 0 ? 1 : 0;
  const tens = Math.round(random.between(low, high) / 10);
  return (tens % 2 === parity ? tens : tens + 1) * 10 * M_PER_FL;
}

/** A flight written down point by point. */
export function planScripted(spec: ScriptedSpec): FlightPlan {
  const performance = PERFORMANCE[spec.class];
  const points = spec.route.map((each) => waypoint(each.latDeg, each.lonDeg, each.altitudeFt, each.speedKt));
  const flown = points.flatMap((point, index) => {
    const laps = spec.route[index]!.holdLaps;
    const before = points[index - 1];
    if (laps === undefined || before === undefined) return [point];
    const speedMps = point.speedMps ?? Math.min(performance.cruiseMps, 230 * MPS_PER_KT);
    const [, inbound] = distanceAndBearing(before.latRad, before.lonRad, point.latRad, point.lonRad);
    return hold({ ...point, speedMps }, inbound, speedMps, laps);
  });
  const [first, second] = [flown[0]!, flown[1]!];
  const [, trackRad] = distanceAndBearing(first.latRad, first.lonRad, second.latRad, second.lonRad);
  // A loop comes back to its first point, but must not aim at it from there.
  const route = spec.end === 'loop' ? [...flown.slice(1), first] : flown.slice(1);
  return {
    kind: spec.class,
    equipage: spec.equipage,
    style: 'random',
    route: createRoute(route, { end: spec.end }),
    latRad: first.latRad,
    lonRad: first.lonRad,
    trackRad,
    phase: PHASE.airborne,
    cruiseM: first.levelM ?? second.levelM ?? 10_000,
    cruiseMps: first.speedMps ?? second.speedMps ?? performance.cruiseMps,
  };
}
