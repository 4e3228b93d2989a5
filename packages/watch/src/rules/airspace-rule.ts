import type { Track } from '@commonsky/model';
import { heightOf } from '../airspace/vertical.ts';
import { bearingDeg, degreeSize } from '../geo/local.ts';
import { number, type ParametersOf } from './parameters.ts';
import { predictEvent, trustedS } from './prediction.ts';
import { defineRule, type Finding, type PictureView, type RunningRule } from './rule.ts';
import { createAreaFilter, createTrackFilter, nameOf } from './select.ts';
import { activeSpansOf, bandOf, entryS, type Path, pathOf } from './volume-entry.ts';

const parameters = {
  lookAheadS: number(
    120,
    0,
    300,
    's',
    'Warn when a straight flight enters within this time; 0 turns prediction off',
  ),
  hysteresisM: number(500, 0, 10_000, 'm', 'A track that left is gone when this far outside'),
  verticalHysteresisM: number(60, 0, 1000, 'm', 'A track above or below is gone when this far off'),
  probabilityMin: number(0.7, 0, 1, '1', 'Share of plausible flight paths that must enter'),
  headingSigmaDeg: number(3, 0, 30, '°', 'Heading noise, 1σ'),
  speedSigmaMps: number(5, 0, 50, 'm/s', 'Speed noise, 1σ'),
  climbSigmaMps: number(1, 0, 20, 'm/s', 'Climb rate noise, 1σ'),
} as const;
type Parameters = ParametersOf<typeof parameters>;

/** Area proximity warning: an airspace is entered, or will be on a straight flight. */
export const airspaceRule = defineRule({
  kind: 'airspace',
  title: 'Airspace penetration',
  about:
    'A track is inside an active airspace, or a straight flight from its present state enters it within the look-ahead. ' +
    'Heights compare on the axis the track reports; a track without height counts as inside at any height.',
  source:
    'EUROCONTROL Specification and Guidance Material for Area Proximity Warning (look-ahead, hysteresis)',
  severity: 'warning',
  parameters,
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    const chosenOf = createAreaFilter(rule.areas, ['prohibited', 'restricted', 'danger', 'temporary']);
    return {
      evaluate(view, report) {
        const chosen = chosenOf(view.airspaces);
        const active = activeSpansOf(view.airspaces);
        for (const track of view.tracks) {
          if (track.onGround === true || !applies(track, view)) continue;
          const height = heightOf(track, view.around);
          const path = pathOf(track, height);
          nearPath(view, path, p.lookAheadS, p.hysteresisM, (area) => {
            if (chosen[area] !== 1) return;
            const finding = judge(view, track, path, area, p, active);
            if (finding) report(finding);
          });
        }
      },
    };
  },
});

/** Visits airspaces near a path of `lookAheadS`, with a margin. */
export function nearPath(
  view: PictureView,
  path: Path,
  lookAheadS: number,
  marginM: number,
  visit: (area: number) => void,
): void {
  const { lonM, latM } = degreeSize(path.latDeg);
  const [marginX, marginY] = [marginM / lonM, marginM / latM];
  const endX = path.lonDeg + path.lonDegPerS * lookAheadS;
  const endY = path.latDeg + path.latDegPerS * lookAheadS;
  view.airspaces.index.near(
    Math.min(path.lonDeg, endX) - marginX,
    Math.min(path.latDeg, endY) - marginY,
    Math.max(path.lonDeg, endX) + marginX,
    Math.max(path.latDeg, endY) + marginY,
    visit,
  );
}

function judge(
  view: PictureView,
  track: Track,
  path: Path,
  area: number,
  p: Parameters,
  active: ReturnType<typeof activeSpansOf>,
): Finding | undefined {
  const { airspaces, atMs } = view;
  const airspace = airspaces.airspaces[area]!;
  const { height } = path;
  const band = bandOf(airspaces, area, height?.axis ?? 'pressure', track.latDeg, track.lonDeg, view.around);
  const lookAheadS = Math.max(p.lookAheadS, 1);
  const inS = entryS(airspaces, area, path, band, atMs, lookAheadS, active);
  const key = `${airspace.id}|${track.number}`;
  const standing = view.standing(key);
  const base = {
    key,
    tracks: [track.number],
    areaId: airspace.id,
    latDeg: track.latDeg,
    lonDeg: track.lonDeg,
  };
  const heightText = height ? `${Math.round(height.valueM)} m` : 'unknown height';
  const ground = band.groundUnknown ? ', ground height not known' : '';
  if (inS === 0) {
    return {
      ...base,
      phase: 'present',
      text: `${nameOf(track)} is inside ${airspace.name} at ${heightText}${ground}`,
      figures: figuresOf(view, track, area),
    };
  }
  if (standing === 'present' && stillNear(view, track, area, band, height?.valueM, p)) {
    return {
      ...base,
      phase: 'present',
      text: `${nameOf(track)} is just outside ${airspace.name} at ${heightText}${ground}`,
      figures: figuresOf(view, track, area),
    };
  }
  if (inS === undefined || p.lookAheadS === 0 || inS > trustedS(track, lookAheadS)) return undefined;
  const prediction = predictEvent(track, height, p, atMs, inS, (other) =>
    entryS(airspaces, area, other, band, atMs, lookAheadS * 1.5, active),
  );
  // What stands is kept at half the certainty that raises it: no flicker on the edge.
  if (prediction.probability < (standing ? p.probabilityMin / 2 : p.probabilityMin)) return undefined;
  return {
    ...base,
    phase: 'predicted',
    text:
      `${nameOf(track)} enters ${airspace.name} in ${Math.round(inS)} s ± ${Math.ceil(prediction.sigmaS)} s` +
      ` at ${heightText}${ground} on a straight flight`,
    figures: [...figuresOf(view, track, area), { name: 'time to entry', value: inS, unit: 's' }],
    prediction,
  };
}

function figuresOf(view: PictureView, track: Track, area: number): Finding['figures'] {
  const { index } = view.airspaces;
  return [
    {
      name: 'distance to boundary',
      value: Math.round(index.boundaryM(area, track.lonDeg, track.latDeg)),
      unit: 'm',
    },
    { name: 'ground speed', value: Math.round(Math.hypot(track.eastMps, track.northMps)), unit: 'm/s' },
    { name: 'track angle', value: Math.round(bearingDeg(track.eastMps, track.northMps)), unit: '°' },
  ];
}

function stillNear(
  view: PictureView,
  track: Track,
  area: number,
  band: { lowerM: number; upperM: number },
  heightM: number | undefined,
  p: Parameters,
): boolean {
  const { airspaces, atMs } = view;
  if (!airspaces.stateAt(area, atMs).active) return false;
  const near =
    airspaces.index.contains(area, track.lonDeg, track.latDeg) ||
    airspaces.index.boundaryM(area, track.lonDeg, track.latDeg) < p.hysteresisM;
  if (!near || heightM === undefined) return near;
  return heightM >= band.lowerM - p.verticalHysteresisM && heightM <= band.upperM + p.verticalHysteresisM;
}
