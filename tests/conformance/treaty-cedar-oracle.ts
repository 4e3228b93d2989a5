/** An independent judge of releases: Cedar for the rules, other geometry than the filter's for the areas. */
import { preparsePolicySet, statefulIsAuthorized, validate } from '@cedar-policy/cedar-wasm/nodejs';
import {
  CEDAR_SCHEMA,
  toCedar,
  type Area,
  type Instrument,
  type ReleaseItem,
  type Treaties,
} from '@commonsky/treaty';
import geodesic from 'geographiclib-geodesic';

export interface Judgement {
  readonly release: boolean;
  /** Policies that decided, in no order. */
  readonly rules: readonly string[];
}

interface Scope {
  readonly provider: string;
  readonly recipient: string;
  readonly fromMs: number;
  readonly expiresMs: number;
}

/** @throws when Cedar's strict validator finds anything in the generated policies. */
export function createOracle(treaties: Treaties, scope: Scope) {
  const policies = { staticPolicies: toCedar(treaties, scope) };
  const validation = validate({ validationSettings: { mode: 'strict' }, schema: CEDAR_SCHEMA, policies });
  if (validation.type === 'failure' || validation.validationErrors.length > 0) {
    throw new Error(`Cedar refuses the policies: ${JSON.stringify(validation)}`);
  }
  const parsed = preparsePolicySet('oracle', policies);
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  const instruments = [...treaties.timelines.values()].map(({ instrument }) => instrument);

  const ask = (action: 'receive' | 'passOn', provider: string, context: Record<string, never>): Judgement => {
    const answer = statefulIsAuthorized({
      principal: { type: 'Member', id: scope.recipient },
      action: { type: 'Action', id: action },
      resource: { type: 'Provider', id: provider },
      context,
      preparsedPolicySetId: 'oracle',
      entities: [],
    });
    if (answer.type === 'failure') return { release: false, rules: ['failure'] };
    const { decision, diagnostics } = answer.response;
    // An error in a forbid would otherwise let its permit through.
    if (diagnostics.errors.length > 0)
      return { release: false, rules: [`error: ${JSON.stringify(diagnostics.errors)}`] };
    return { release: decision === 'allow', rules: diagnostics.reason };
  };

  return (item: ReleaseItem, nowMs: number): Judgement | 'too close to a border to tell' => {
    const areas = areasOf(instruments, item);
    if (areas === 'unclear') return 'too close to a border to tell';
    const context = {
      now: nowMs,
      measured: item.measuredAtMs,
      product: item.product,
      mode: item.mode,
      category: item.category,
      identity: item.identity,
      ...(!Number.isNaN(item.altitudeM) && { altitudeMm: Math.round(item.altitudeM * 1000) }),
      ...(areas !== undefined && { areas }),
      ...(!Number.isNaN(item.lastReleasedMs) && { lastReleased: item.lastReleasedMs }),
    } as unknown as Record<string, never>;
    const main = ask('receive', scope.provider, context);
    if (!main.release) return main;
    const others = item.owners.filter((owner) => owner !== scope.provider);
    const passed =
      item.owners.length > 0 &&
      others.every((owner) => owner !== scope.recipient && ask('passOn', owner, context).release);
    return passed ? main : { release: false, rules: ['owner'] };
  };
}

function areasOf(
  instruments: readonly Instrument[],
  { latDeg, lonDeg }: ReleaseItem,
): string[] | undefined | 'unclear' {
  if (Number.isNaN(latDeg)) return undefined;
  const names: string[] = [];
  for (const { id, areas = {} } of instruments) {
    for (const [name, area] of Object.entries(areas)) {
      const inside = isInside(area, latDeg, lonDeg);
      if (inside === undefined) return 'unclear';
      if (inside) names.push(`${id}/${name}`);
    }
  }
  return names;
}

/** Winding number and geodesic distance; undefined within some metres of an edge. */
function isInside(area: Area, latDeg: number, lonDeg: number): boolean | undefined {
  if ('corridor' in area) {
    const [lon, lat] = area.corridor.line[0]!;
    const m = geodesic.Geodesic.WGS84.Inverse(lat, lon, latDeg, lonDeg).s12!;
    const widthM = area.corridor.widthKm * 1000;
    return Math.abs(m - widthM) < 5 ? undefined : m < widthM;
  }
  let turn = 0;
  for (const [i, [x1, y1]] of area.polygon.entries()) {
    const [x2, y2] = area.polygon[(i + 1) % area.polygon.length]!;
    const a = Math.atan2(y1 - latDeg, x1 - lonDeg);
    const b = Math.atan2(y2 - latDeg, x2 - lonDeg);
    const step = Math.atan2(Math.sin(b - a), Math.cos(b - a));
    if (Math.abs(step) > Math.PI - 1e-6) return undefined;
    turn += step;
  }
  return Math.abs(turn) > Math.PI;
}
