import { heightOf } from '../airspace/vertical.ts';
import { list, number } from './parameters.ts';
import { nearPath } from './airspace-rule.ts';
import { predictEvent, trustedS } from './prediction.ts';
import { defineRule, type Finding, type RunningRule } from './rule.ts';
import { createAreaFilter, createTrackFilter, nameOf } from './select.ts';
import { type Path, pathOf } from './volume-entry.ts';

/** Crossings remembered at most; one more forgets the oldest. */
const crossingsMax = 10_000;

interface Crossing {
  readonly atMs: number;
  readonly into: boolean;
}

/** A border is crossed, or will be, by a track that flies no known flight plan. */
export const borderRule = defineRule({
  kind: 'border',
  title: 'Border crossing without a flight plan',
  about:
    'A track crosses the boundary of a territory, or will on a straight flight, and no flight plan was found for it. ' +
    'A track that begins inside has not crossed.',
  source: 'ICAO Annex 2, 3.3.1.2: a flight plan is required for any flight across international borders',
  severity: 'caution',
  parameters: {
    lookAheadS: number(
      120,
      0,
      300,
      's',
      'Warn when a straight flight crosses within this time; 0 turns prediction off',
    ),
    directions: list(['in', 'out'], 'Crossings that count', ['in', 'out']),
    holdS: number(600, 0, 86_400, 's', 'A crossing that happened stands this long, unless a plan is found'),
    headingSigmaDeg: number(3, 0, 30, '°', 'Heading noise, 1σ'),
    speedSigmaMps: number(5, 0, 50, 'm/s', 'Speed noise, 1σ'),
    climbSigmaMps: number(1, 0, 20, 'm/s', 'Climb rate noise, 1σ'),
  },
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    const chosenOf = createAreaFilter(rule.areas, ['territory']);
    const inside = new Map<string, boolean>();
    const crossings = new Map<string, Crossing>();
    return {
      evaluate(view, report) {
        const chosen = chosenOf(view.airspaces);
        const { index, airspaces } = view.airspaces;
        const seen = new Set<string>();
        for (const track of view.tracks) {
          if (track.onGround === true) continue;
          const height = heightOf(track, view.around);
          const path = pathOf(track, height);
          const planned = view.identityOf(track)?.planId !== undefined || !applies(track, view);
          nearPath(view, path, Math.max(p.lookAheadS, 1), 0, (area) => {
            if (chosen[area] !== 1) return;
            const { id, name } = airspaces[area]!;
            const key = `${id}|${track.number}`;
            seen.add(key);
            const now = index.contains(area, track.lonDeg, track.latDeg);
            const before = inside.get(key);
            inside.set(key, now);
            if (before !== undefined && before !== now)
              remember(crossings, key, { atMs: view.atMs, into: now });
            if (planned) return;
            const base = {
              key,
              tracks: [track.number],
              areaId: id,
              latDeg: track.latDeg,
              lonDeg: track.lonDeg,
            };
            const crossing = crossings.get(key);
            if (crossing && view.atMs - crossing.atMs <= p.holdS * 1000) {
              if (!p.directions.includes(crossing.into ? 'in' : 'out')) return;
              const agoS = Math.round((view.atMs - crossing.atMs) / 1000);
              report({
                ...base,
                phase: 'present',
                text: `${nameOf(track)} ${crossing.into ? 'entered' : 'left'} ${name} ${agoS} s ago without a known flight plan`,
                figures: [{ name: 'time since crossing', value: agoS, unit: 's' }],
              });
              return;
            }
            if (p.lookAheadS === 0 || !p.directions.includes(now ? 'out' : 'in')) return;
            const crossS = (other: Path): number | undefined => {
              const [first] = index.stretches(
                area,
                other.lonDeg,
                other.latDeg,
                other.lonDeg + other.lonDegPerS * p.lookAheadS,
                other.latDeg + other.latDegPerS * p.lookAheadS,
              );
              const at = now ? (first?.to ?? 0) : first?.from;
              return at === undefined || at >= 1 ? undefined : at * p.lookAheadS;
            };
            const inS = crossS(path);
            if (inS === undefined || inS > trustedS(track, p.lookAheadS)) return;
            const prediction = predictEvent(track, height, p, view.atMs, inS, crossS);
            if (prediction.probability < 0.5) return;
            report({
              ...base,
              phase: 'predicted',
              text: `${nameOf(track)} ${now ? 'leaves' : 'enters'} ${name} in ${Math.round(inS)} s ± ${Math.ceil(prediction.sigmaS)} s without a known flight plan`,
              figures: [{ name: 'time to crossing', value: inS, unit: 's' }],
              prediction,
            } satisfies Finding);
          });
        }
        // A track far from every border is simply not asked; one that ended is forgotten.
        for (const key of inside.keys()) if (!seen.has(key)) inside.delete(key);
      },
    };
  },
});

function remember(crossings: Map<string, Crossing>, key: string, crossing: Crossing): void {
  crossings.delete(key);
  crossings.set(key, crossing);
  if (crossings.size > crossingsMax) {
    const [oldest] = crossings.keys();
    crossings.delete(oldest!);
  }
}
