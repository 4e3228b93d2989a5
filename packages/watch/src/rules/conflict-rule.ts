import { DEG_PER_RAD, M_PER_FT, M_PER_NM, type Track } from '@commonsky/model';
import { heightOf } from '../airspace/vertical.ts';
import { degreeSize, offsetM } from '../geo/local.ts';
import { number, type ParametersOf } from './parameters.ts';
import { trustedS } from './prediction.ts';
import { createPairScratch, visitNearPairs } from './pairs.kernel.ts';
import { defineRule, type Finding, type PictureView, type RunningRule } from './rule.ts';
import { createTrackFilter, nameOf } from './select.ts';

const LEVEL_MPS = 1.5;
const SLICE_S = 15;
/** Faster tracks are errors; cells are not made larger for them. */
const SPEED_MAX_MPS = 1000;

const parameters = {
  lookAheadS: number(120, 0, 300, 's', 'How far ahead'),
  separationM: number(4.5 * M_PER_NM, 100, 50_000, 'm', 'Horizontal separation that must not be lost'),
  verticalM: number(800 * M_PER_FT, 10, 5000, 'm', 'Vertical separation that must not be lost'),
  hysteresis: number(1.15, 1, 2, '1', 'Both separations are this much larger for a standing alert'),
  heightMinM: number(300, 0, 10_000, 'm', 'Pairs with one track below are left alone'),
  formationMps: number(
    10,
    0,
    100,
    'm/s',
    'Pairs that stay together at less relative speed than this fly in formation',
  ),
  formationM: number(M_PER_NM, 0, 20_000, 'm', 'and are this near'),
  ageMinS: number(
    20,
    0,
    300,
    's',
    'Younger tracks are left alone: one beside another is mostly a second track of it',
  ),
  probabilityMin: number(0.65, 0, 1, '1', 'Probability that the horizontal separation is lost'),
  speedSigmaMps: number(3, 0, 50, 'm/s', 'Speed noise of each track, 1σ'),
} as const;
type Parameters = ParametersOf<typeof parameters>;

/** Short-term conflict alert. */
export const conflictRule = defineRule({
  kind: 'conflict',
  title: 'Short-term conflict',
  about:
    'Two tracks lose horizontal and vertical separation at one moment within the look-ahead, both flying straight at their present climb. ' +
    'Tracks without height are left alone.',
  source:
    'EUROCONTROL Specification for Short Term Conflict Alert; linear prediction filter, look-ahead 2 min',
  severity: 'warning',
  parameters,
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    const scratch = createPairScratch();
    return {
      evaluate(view, report) {
        const { rows, columns, cellM, heightReachM } = layOut(view, p, (track) => applies(track, view));
        if (rows.length < 2) return;
        const judged = new Set<number>();
        const lookAheadS = Math.max(p.lookAheadS, 1);
        visitNearPairs(columns, rows.length, lookAheadS, SLICE_S, cellM, heightReachM, scratch, (a, b) => {
          if (!mayConflict(columns, a, b, p, lookAheadS)) return;
          const pair = Math.min(a, b) * rows.length + Math.max(a, b);
          if (judged.has(pair)) return;
          judged.add(pair);
          const finding = judge(view, rows[a]!, rows[b]!, p, lookAheadS);
          if (finding) report(finding);
        });
      },
    };
  },
});

function layOut(view: PictureView, p: Parameters, applies: (track: Track) => boolean) {
  const rows: Track[] = [];
  for (const track of view.tracks) {
    if (track.onGround === true) continue;
    if (view.atMs - track.bornMs < p.ageMinS * 1000) continue;
    const height = heightOf(track, view.around);
    if (height && height.valueM >= p.heightMinM && applies(track)) rows.push(track);
  }
  const n = rows.length;
  const columns = {
    latDeg: new Float64Array(n),
    lonDeg: new Float64Array(n),
    latRate: new Float64Array(n),
    lonRate: new Float64Array(n),
    heightM: new Float64Array(n),
    climbMps: new Float64Array(n),
  };
  let speedMps = 0;
  let climbMps = 0;
  for (let i = 0; i < n; i++) {
    const track = rows[i]!;
    const { lonM, latM } = degreeSize(track.latDeg);
    columns.latDeg[i] = track.latDeg;
    columns.lonDeg[i] = track.lonDeg;
    columns.latRate[i] = track.northMps / latM;
    columns.lonRate[i] = track.eastMps / lonM;
    columns.heightM[i] = heightOf(track, view.around)!.valueM;
    columns.climbMps[i] = climbOf(track);
    speedMps = Math.max(speedMps, Math.hypot(track.eastMps, track.northMps));
    climbMps = Math.max(climbMps, Math.abs(columns.climbMps[i]!));
  }
  // Within half a slice two tracks close in by at most the way of one fastest track in a whole slice.
  const cellM = p.separationM * p.hysteresis + Math.min(speedMps, SPEED_MAX_MPS) * SLICE_S;
  const heightReachM = p.verticalM * p.hysteresis + Math.min(climbMps, 100) * SLICE_S;
  return { rows, columns, cellM, heightReachM };
}

function climbOf(track: Track): number {
  return Math.abs(track.verticalMps) >= LEVEL_MPS ? track.verticalMps : 0;
}

/** A quick look in degrees, with a margin; what passes is judged exactly. */
function mayConflict(
  columns: ReturnType<typeof layOut>['columns'],
  a: number,
  b: number,
  p: Parameters,
  lookAheadS: number,
): boolean {
  const scaleY = 111_195;
  const scaleX = scaleY * Math.cos((columns.latDeg[a]! + columns.latDeg[b]!) * (Math.PI / 360));
  let dLon = columns.lonDeg[b]! - columns.lonDeg[a]!;
  if (dLon > 180) dLon -= 360;
  else if (dLon < -180) dLon += 360;
  const x = dLon * scaleX;
  const y = (columns.latDeg[b]! - columns.latDeg[a]!) * scaleY;
  const vx = (columns.lonRate[b]! - columns.lonRate[a]!) * scaleX;
  const vy = (columns.latRate[b]! - columns.latRate[a]!) * scaleY;
  const v2 = vx * vx + vy * vy;
  const t = v2 > 0 ? Math.min(lookAheadS, Math.max(0, -(x * vx + y * vy) / v2)) : 0;
  const miss2 = (x + vx * t) ** 2 + (y + vy * t) ** 2;
  const limit = p.separationM * p.hysteresis * 1.02;
  return miss2 < limit * limit;
}

function judge(
  view: PictureView,
  a: Track,
  b: Track,
  p: Parameters,
  lookAheadS: number,
): Finding | undefined {
  const [first, second] = a.number < b.number ? [a, b] : [b, a];
  const key = `${first.number}|${second.number}`;
  const standing = view.standing(key);
  const factor = standing ? p.hysteresis : 1;
  const heightA = heightOf(first, view.around)!;
  const heightB = heightOf(second, view.around)!;
  // A flight level and an altitude by satellite cannot be compared to 800 ft.
  if (heightA.axis !== heightB.axis) return undefined;
  const [x, y] = offsetM(first.latDeg, first.lonDeg, second.latDeg, second.lonDeg);
  const vx = second.eastMps - first.eastMps;
  const vy = second.northMps - first.northMps;
  const relative = Math.hypot(vx, vy);
  const z = heightB.valueM - heightA.valueM;
  if (oneAircraft(first, second, Math.hypot(x, y), z, relative)) return undefined;
  if (relative < p.formationMps && Math.hypot(x, y) < p.formationM) return undefined;
  const vz = climbOf(second) - climbOf(first);
  const horizontal = timeWithin(x, y, vx, vy, p.separationM * factor);
  const vertical = timeWithin(z, 0, vz, 0, p.verticalM * factor);
  if (!horizontal || !vertical) return undefined;
  const start = Math.max(0, horizontal[0], vertical[0]);
  const trusted = Math.min(trustedS(first, lookAheadS), trustedS(second, lookAheadS));
  if (start > Math.min(trusted, horizontal[1], vertical[1])) return undefined;
  const closestS = relative > 0 ? Math.max(0, -(x * vx + y * vy) / (relative * relative)) : 0;
  const missM = Math.hypot(x + vx * closestS, y + vy * closestS);
  const missVerticalM = Math.abs(z + vz * start);
  const sigmaM = Math.hypot(
    first.accuracyM || 0,
    second.accuracyM || 0,
    Math.SQRT2 * p.speedSigmaMps * closestS,
  );
  const probability = normalBelow((p.separationM * factor - missM) / Math.max(sigmaM, 1));
  if (start > 0 && probability < (standing ? p.probabilityMin / 2 : p.probabilityMin)) return undefined;
  const angle = Math.round(Math.abs(Math.atan2(vx * y - vy * x, -(x * vx + y * vy)) * DEG_PER_RAD));
  const base = {
    key,
    tracks: [first.number, second.number],
    latDeg: (first.latDeg + second.latDeg) / 2,
    lonDeg: first.lonDeg,
    figures: [
      { name: 'distance now', value: Math.round(Math.hypot(x, y)), unit: 'm' },
      { name: 'closest distance', value: Math.round(missM), unit: 'm' },
      { name: 'time to closest', value: Math.round(closestS), unit: 's' },
      { name: 'vertical distance', value: Math.round(missVerticalM), unit: 'm' },
      { name: 'off collision course', value: angle, unit: '°' },
    ],
  };
  const names = `${nameOf(first)} and ${nameOf(second)}`;
  if (start === 0) {
    return {
      ...base,
      phase: 'present',
      text: `${names} are ${(Math.hypot(x, y) / M_PER_NM).toFixed(1)} NM and ${Math.round(Math.abs(z))} m apart`,
    };
  }
  return {
    ...base,
    phase: 'predicted',
    text: `${names} lose separation in ${Math.round(start)} s: ${(missM / M_PER_NM).toFixed(1)} NM and ${Math.round(missVerticalM)} m at the closest`,
    prediction: {
      atMs: view.atMs + start * 1000,
      sigmaS: relative > 0 ? sigmaM / relative : 0,
      probability,
    },
  };
}

/** Codes that many aircraft share: they prove nothing. */
const SHARED_CODES: ReadonlySet<number> = new Set([0o0000, 0o1000, 0o2000, 0o7000]);

/** Whether two tracks are rather one aircraft tracked twice than two aircraft. */
function oneAircraft(a: Track, b: Track, distanceM: number, heightM: number, relativeMps: number): boolean {
  if (a.address !== undefined && b.address !== undefined) return a.address === b.address;
  if (a.callsign !== undefined && b.callsign !== undefined && a.callsign !== b.callsign) return false;
  if (a.mode3a !== undefined && b.mode3a !== undefined) {
    if (a.mode3a !== b.mode3a) return false;
    if (!SHARED_CODES.has(a.mode3a)) return distanceM < 4 * M_PER_NM && Math.abs(heightM) < 100;
  }
  // Nothing tells them apart: so near and on the same way they are one.
  const speed = Math.hypot(a.eastMps, a.northMps);
  return distanceM < M_PER_NM && Math.abs(heightM) < 100 && relativeMps < Math.max(30, speed / 4);
}

/** Span of seconds in which a point moving at constant speed is within `radius` of the origin; undefined when never. */
function timeWithin(
  x: number,
  y: number,
  vx: number,
  vy: number,
  radius: number,
): [number, number] | undefined {
  const v2 = vx * vx + vy * vy;
  const c = x * x + y * y - radius * radius;
  if (v2 === 0) return c < 0 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : undefined;
  const b = x * vx + y * vy;
  const root = b * b - v2 * c;
  if (root <= 0) return undefined;
  return [(-b - Math.sqrt(root)) / v2, (-b + Math.sqrt(root)) / v2];
}

/** Standard normal distribution, by the logistic approximation good to 0.01. */
function normalBelow(x: number): number {
  return 1 / (1 + Math.exp(-1.702 * x));
}
