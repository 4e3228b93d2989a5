import Flatbush from 'flatbush';
import type { Track } from '@commonsky/model';
import { degreeSize, wrapDeg } from '../geo/local.ts';
import type { FlightPlan, RoutePoint } from './flight-plan.ts';

export interface PlanMatchOptions {
  /** Around the planned times of the flight, s. */
  readonly timeToleranceS: number;
  /** Either side of the route, m. */
  readonly routeToleranceM: number;
}

const OPTIONS: PlanMatchOptions = { timeToleranceS: 2700, routeToleranceM: 25_000 };
/** Legs longer than this are indexed in pieces: a box around a long slanted leg catches everything. */
const LEG_BOX_DEG = 2;
/** Past its planned end a flight can still be in the air this long. */
const LATE_MS = 2 * 3_600_000;

/** How a track fits a plan. */
export interface PlanMatch {
  readonly plan: FlightPlan;
  readonly by: readonly ('callsign' | 'registration' | 'address' | 'code' | 'route')[];
  /** Distance from the route, m, and how late against the plan, s; NaN when the route is not known. */
  readonly acrossM: number;
  readonly lateS: number;
  /** 0 … 1: how much it takes to believe that this is the flight. */
  readonly score: number;
}

/** Plans by what a track may carry; immutable, made anew when plans change. */
export interface PlanStore {
  readonly plans: readonly FlightPlan[];
  /** The plan a track flies, if one fits well enough. */
  match(track: Track, atMs: number): PlanMatch | undefined;
  /** Plans that name this address or callsign around this time, fitting or not. */
  naming(track: Track, atMs: number): readonly FlightPlan[];
}

/** Score from which a match is believed. */
const SCORE_MIN = 0.5;

export function createPlanStore(
  plans: readonly FlightPlan[],
  options: Partial<PlanMatchOptions> = {},
): PlanStore {
  const { timeToleranceS, routeToleranceM } = { ...OPTIONS, ...options };
  const byName = new Map<string, FlightPlan[]>();
  const byAddress = new Map<number, FlightPlan[]>();
  const byCode = new Map<number, FlightPlan[]>();
  const legs = createLegIndex(plans);
  for (const plan of plans) {
    add(byName, plan.callsign, plan);
    if (plan.registration !== undefined && plan.registration !== plan.callsign)
      add(byName, plan.registration, plan);
    if (plan.address !== undefined) add(byAddress, plan.address, plan);
    if (plan.mode3a !== undefined) add(byCode, plan.mode3a, plan);
  }

  const alive = (plan: FlightPlan, atMs: number): boolean => {
    const endMs =
      plan.route.at(-1)?.atMs ??
      plan.offBlockMs + (Number.isFinite(plan.elapsedS) ? plan.elapsedS * 1000 : LATE_MS);
    return atMs >= plan.offBlockMs - timeToleranceS * 1000 && atMs <= endMs + LATE_MS;
  };

  const candidates = (track: Track): Set<FlightPlan> => {
    const found = new Set<FlightPlan>();
    for (const plan of byName.get(track.callsign ?? '') ?? []) found.add(plan);
    for (const plan of byAddress.get(track.address ?? -1) ?? []) found.add(plan);
    for (const plan of byCode.get(track.mode3a ?? -1) ?? []) found.add(plan);
    return found;
  };

  const judge = (plan: FlightPlan, track: Track, atMs: number): PlanMatch => {
    const by: PlanMatch['by'][number][] = [];
    let score = 0;
    if (track.callsign !== undefined && track.callsign === plan.callsign) {
      by.push('callsign');
      score += 0.6;
    } else if (track.callsign !== undefined && track.callsign === plan.registration) {
      by.push('registration');
      score += 0.6;
    } else if (track.callsign !== undefined) score -= 0.4;
    if (track.address !== undefined && plan.address !== undefined) {
      if (track.address === plan.address) {
        by.push('address');
        score += 0.6;
      } else score -= 0.4;
    }
    if (plan.mode3a !== undefined && track.mode3a === plan.mode3a) {
      by.push('code');
      score += 0.3;
    }
    const { acrossM, lateS } = progress(plan.route, track, atMs);
    if (!Number.isNaN(acrossM)) {
      if (acrossM <= routeToleranceM && Math.abs(lateS) <= timeToleranceS) {
        by.push('route');
        score += 0.25;
      } else score -= 0.2;
    }
    return { plan, by, acrossM, lateS, score: Math.min(1, score) };
  };

  return {
    plans,
    match(track, atMs) {
      let best: PlanMatch | undefined;
      const consider = (plan: FlightPlan): void => {
        if (!alive(plan, atMs)) return;
        const match = judge(plan, track, atMs);
        if (!best || match.score > best.score) best = match;
      };
      for (const plan of candidates(track)) consider(plan);
      if (!best && track.callsign === undefined && track.address === undefined) {
        // Nothing on the track names a plan: a route and its time alone are a hint, when only one fits.
        const near = [...legs.near(track)]
          .filter((plan) => alive(plan, atMs))
          .map((plan) => judge(plan, track, atMs));
        const fitting = near.filter(({ by }) => by.includes('route'));
        return fitting.length === 1 ? fitting[0] : undefined;
      }
      return best && best.score >= SCORE_MIN ? best : undefined;
    },
    naming: (track, atMs) => [...candidates(track)].filter((plan) => alive(plan, atMs)),
  };
}

function add<K>(map: Map<K, FlightPlan[]>, key: K, plan: FlightPlan): void {
  const list = map.get(key);
  if (list) list.push(plan);
  else map.set(key, [plan]);
}

/** Where along the route a track is, how far off it, and how late. */
function progress(
  route: readonly RoutePoint[],
  track: Track,
  atMs: number,
): { acrossM: number; lateS: number } {
  let acrossM = Number.NaN;
  let lateS = Number.NaN;
  const { lonM, latM } = degreeSize(track.latDeg);
  for (let i = 1; i < route.length; i++) {
    const [a, b] = [route[i - 1]!, route[i]!];
    const ax = wrapDeg(a.lonDeg - track.lonDeg) * lonM;
    const ay = (a.latDeg - track.latDeg) * latM;
    const ex = wrapDeg(b.lonDeg - a.lonDeg) * lonM;
    const ey = (b.latDeg - a.latDeg) * latM;
    const e2 = ex * ex + ey * ey;
    const t = e2 > 0 ? Math.min(1, Math.max(0, -(ax * ex + ay * ey) / e2)) : 0;
    const d = Math.hypot(ax + t * ex, ay + t * ey);
    if (Number.isNaN(acrossM) || d < acrossM) {
      acrossM = d;
      lateS = (atMs - (a.atMs + t * (b.atMs - a.atMs))) / 1000;
    }
  }
  return { acrossM, lateS };
}

function createLegIndex(plans: readonly FlightPlan[]): { near(track: Track): Set<FlightPlan> } {
  const boxes: [number, number, number, number, FlightPlan][] = [];
  for (const plan of plans) {
    for (let i = 1; i < plan.route.length; i++) {
      const [a, b] = [plan.route[i - 1]!, plan.route[i]!];
      const dLon = wrapDeg(b.lonDeg - a.lonDeg);
      const dLat = b.latDeg - a.latDeg;
      const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(dLon), Math.abs(dLat)) / LEG_BOX_DEG));
      for (let k = 0; k < pieces; k++) {
        const x0 = a.lonDeg + (dLon * k) / pieces;
        const x1 = a.lonDeg + (dLon * (k + 1)) / pieces;
        const y0 = a.latDeg + (dLat * k) / pieces;
        const y1 = a.latDeg + (dLat * (k + 1)) / pieces;
        boxes.push([Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1), plan]);
      }
    }
  }
  const tree = boxes.length > 0 ? new Flatbush(boxes.length) : undefined;
  for (const [west, south, east, north] of boxes) tree!.add(west, south, east, north);
  tree?.finish();
  return {
    near({ latDeg, lonDeg }) {
      const found = new Set<FlightPlan>();
      const [dx, dy] = [0.5, 0.3];
      for (const turn of [-360, 0, 360]) {
        tree?.search(lonDeg + turn - dx, latDeg - dy, lonDeg + turn + dx, latDeg + dy, (i) => {
          found.add(boxes[i]![4]);
          return false;
        });
      }
      return found;
    },
  };
}
