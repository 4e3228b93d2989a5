import { normalRadius, wrapPi } from '../geo.ts';
import type { Aircraft } from './aircraft.ts';
import { altitudeOf, heightOf, PHASE, type Fleet } from './fleet.ts';
import { PERFORMANCE, targetSpeed, type Performance } from './performance.ts';
import type { Route } from './route.ts';

/** What became of an aircraft this step. */
export const FATE = { flying: 0, done: 1 } as const;

/** Slope of the way down to a runway. */
export const GLIDE = Math.tan((3 * Math.PI) / 180);
const GRAVITY = 9.81;
/** Roll-in takes about this long. */
const ROLL_S = 4;
const VERTICAL_ACCELERATION_MPS2 = 0.8;
const TAXI_MPS = 8;
const TAXI_S = 90;

/**
 * Sets the rates of one row for the coming step: towards the next waypoint, with bank, acceleration and
 * climb a pilot would use. Returns whether it still flies.
 */
export function guide(fleet: Fleet, row: number, stepS: number): number {
  const aircraft = fleet.aircraft[row]!;
  const performance: Performance = PERFORMANCE[aircraft.kind];
  const { route } = aircraft;
  const c = fleet.columns;
  const phase = c.phase[row]!;
  if (phase === PHASE.rollout) return rollOut(fleet, row, stepS);
  if (phase === PHASE.takeoff) return takeOff(fleet, row, stepS, performance);
  if (aircraft.formation) return keepFormation(fleet, row, stepS, performance, aircraft.formation);

  const lat = c.lat[row]!;
  const lon = c.lon[row]!;
  const speed = c.speed[row]!;
  const track = c.track[row]!;
  const alt = c.alt[row]!;
  const turnMax = (GRAVITY * Math.tan(performance.bankRad)) / Math.max(speed, 10);

  // 1. Which waypoint, how far, which way.
  const sinLat = Math.sin(lat);
  const cosLat = Math.cos(lat);
  const sinLon = Math.sin(lon);
  const cosLon = Math.cos(lon);
  let leg = c.leg[row]!;
  let bearing = track;
  let distance = 0;
  for (let tries = 0; tries < route.count; tries++) {
    const dx = route.ecef[3 * leg]! - c.x1[row]!;
    const dy = route.ecef[3 * leg + 1]! - c.y1[row]!;
    const dz = route.ecef[3 * leg + 2]! - c.z1[row]!;
    const outward = cosLon * dx + sinLon * dy;
    const east = cosLon * dy - sinLon * dx;
    const north = cosLat * dz - sinLat * outward;
    distance = Math.hypot(east, north);
    bearing = Math.atan2(east, north);
    if (!passed(route, leg, distance, wrapPi(bearing - track), speed, turnMax)) break;
    if (leg === route.count - 1) {
      if (route.end === 'land') return touchDown(fleet, row, stepS);
      if (route.end === 'vanish') return FATE.done;
    }
    leg = (leg + 1) % route.count;
  }
  c.leg[row] = leg;

  // 2. Turn.
  steer(fleet, row, stepS, bearing, turnMax);

  // 3. Level: as cleared for the leg, not above the path down to the runway.
  const toGo = distance + route.toEndM[leg]!;
  const legLevel = route.levelM[leg]!;
  let level = Number.isNaN(legLevel) ? aircraft.cruiseM : legLevel;
  if (route.end === 'land') {
    const field = altitudeOf(fleet.atmosphere, route.destinationM);
    level = Math.min(level, field + GLIDE * toGo);
  }
  climbTo(fleet, row, stepS, level, performance);

  // 4. Speed.
  const legSpeed = route.speedMps[leg]!;
  const aboveGround = heightOf(fleet.atmosphere, alt) - (Number.isNaN(route.originM) ? 0 : route.originM);
  const speedWanted = Number.isNaN(legSpeed)
    ? targetSpeed(performance, aircraft.cruiseMps, alt, aboveGround, route.end === 'land' ? toGo : Infinity)
    : legSpeed;
  c.accel[row] = clamp((speedWanted - speed) / Math.max(4, stepS), performance.accelerationMps2);
  return FATE.flying;
}

/** Turns towards a bearing as hard as needed, rolling in and out in a few seconds. */
function steer(fleet: Fleet, row: number, stepS: number, bearing: number, turnMax: number): void {
  const c = fleet.columns;
  const error = wrapPi(bearing - c.track[row]!);
  const size = Math.abs(error);
  const rollRate = turnMax / ROLL_S;
  const wanted = Math.sign(error) * Math.min(turnMax, Math.sqrt(2 * size * rollRate), size / (2 * stepS));
  c.turn[row] = c.turn[row]! + clamp(wanted - c.turn[row]!, rollRate * stepS);
}

function climbTo(fleet: Fleet, row: number, stepS: number, level: number, performance: Performance): void {
  const c = fleet.columns;
  const alt = c.alt[row]!;
  const wanted = Math.max(-performance.descentMps, Math.min(climbRate(performance, alt), (level - alt) / 8));
  c.climb[row] = c.climb[row]! + clamp(wanted - c.climb[row]!, VERTICAL_ACCELERATION_MPS2 * stepS);
}

/** Chases a point a little ahead of the place beside the leader, and its speed. */
function keepFormation(
  fleet: Fleet,
  row: number,
  stepS: number,
  performance: Performance,
  place: NonNullable<Aircraft['formation']>,
): number {
  const leader = fleet.rowOf.get(place.leader);
  if (leader === undefined) return FATE.done;
  const c = fleet.columns;
  const leaderTrack = c.track[leader]!;
  const radius = normalRadius(Math.sin(c.lat[row]!)) + c.alt[row]!;
  const north = (c.lat[leader]! - c.lat[row]!) * radius;
  const east = wrapPi(c.lon[leader]! - c.lon[row]!) * radius * Math.cos(c.lat[row]!);
  const ahead = north * Math.cos(leaderTrack) + east * Math.sin(leaderTrack) + place.aheadM;
  const right = east * Math.cos(leaderTrack) - north * Math.sin(leaderTrack) + place.rightM;
  const lookAheadM = 12 * c.speed[leader]!;
  const bearing = leaderTrack + Math.atan2(right, Math.max(ahead, 0) + lookAheadM);
  steer(fleet, row, stepS, bearing, (GRAVITY * Math.tan(performance.bankRad)) / Math.max(c.speed[row]!, 10));
  climbTo(fleet, row, stepS, c.alt[leader]!, performance);
  const speedWanted = c.speed[leader]! + clamp(ahead * 0.08, 0.15 * c.speed[leader]!);
  c.accel[row] = clamp((speedWanted - c.speed[row]!) / Math.max(3, stepS), performance.accelerationMps2);
  return FATE.flying;
}

/** Climb gets slower with height. */
function climbRate(performance: Performance, altitudeM: number): number {
  return performance.climbMps * Math.max(0.35, 1 - altitudeM / 18_000);
}

/** Time to turn to the next leg: at the distance the turn takes, or when the waypoint slipped behind. */
function passed(
  route: Route,
  leg: number,
  distance: number,
  off: number,
  speed: number,
  turnMax: number,
): boolean {
  const radius = speed / turnMax;
  const last = leg === route.count - 1 && route.end !== 'loop';
  if (last)
    return distance < Math.max(200, 1.2 * speed) || (distance < 3 * radius && Math.abs(off) > Math.PI / 2);
  if (distance < radius + speed * ROLL_S * 0.5) return true;
  return distance < 3 * radius && Math.abs(off) > Math.PI / 2;
}

function takeOff(fleet: Fleet, row: number, stepS: number, performance: Performance): number {
  const c = fleet.columns;
  c.groundS[row] = c.groundS[row]! + stepS;
  c.turn[row] = 0;
  // Line up and wait, then go.
  c.accel[row] = c.groundS[row] < TAXI_S / 3 ? 0 : 1.9;
  c.climb[row] = 0;
  if (c.speed[row]! >= performance.slowMps) {
    c.phase[row] = PHASE.airborne;
    c.accel[row] = performance.accelerationMps2;
    c.climb[row] = 2;
  }
  return FATE.flying;
}

function touchDown(fleet: Fleet, row: number, stepS: number): number {
  const c = fleet.columns;
  c.phase[row] = PHASE.rollout;
  c.groundS[row] = 0;
  c.turn[row] = 0;
  return rollOut(fleet, row, stepS);
}

function rollOut(fleet: Fleet, row: number, stepS: number): number {
  const c = fleet.columns;
  const field = altitudeOf(fleet.atmosphere, fleet.aircraft[row]!.route.destinationM);
  c.groundS[row] = c.groundS[row]! + stepS;
  c.turn[row] = 0;
  c.accel[row] = clamp((TAXI_MPS - c.speed[row]!) / stepS, 2);
  // Whatever height is left at the threshold is lost over the first seconds.
  c.climb[row] = clamp((field - c.alt[row]!) / stepS, 6);
  return c.groundS[row] > TAXI_S ? FATE.done : FATE.flying;
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
