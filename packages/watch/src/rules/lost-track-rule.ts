import type { Track } from '@commonsky/model';
import { amslOf } from '../airspace/vertical.ts';
import { degreeSize, distanceM } from '../geo/local.ts';
import { number } from './parameters.ts';
import { defineRule, type PictureView, type RunningRule } from './rule.ts';
import { createAreaFilter, createTrackFilter, insideAny, nameOf } from './select.ts';

/** Losses that stand at most; one more forgets the oldest. */
const lossesMax = 5000;

interface Loss {
  readonly track: Track;
  readonly areaId: string;
  readonly areaName: string;
}

/** A track is lost where it should not be. */
export const lostTrackRule = defineRule({
  kind: 'lostTrack',
  title: 'Lost track inside an area of interest',
  about:
    'A track inside an area of interest gets no plot any more, and the place where it would be now is still inside and outside every exclusion area (aerodromes). ' +
    'It ends when a track with its address, code or callsign, or a new track near its predicted place, appears.',
  source: 'ICAO Doc 4444, 5.3 (uncertainty phase) as the operational need; values chosen',
  severity: 'caution',
  parameters: {
    silentS: number(30, 5, 600, 's', 'Time without a plot after which a track is lost'),
    holdS: number(600, 10, 86_400, 's', 'A loss stands this long'),
    minimumHeightM: number(
      150,
      0,
      10_000,
      'm',
      'Below this height above ground (sea level without terrain) a loss is a landing',
    ),
    reacquireM: number(
      10_000,
      100,
      100_000,
      'm',
      'A new track this near to the predicted place is the lost one',
    ),
  },
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    const chosenOf = createAreaFilter(rule.areas, ['interest']);
    const exclusionsOf = createAreaFilter({ ids: [], kinds: [] }, ['exclusion']);
    const watched = new Map<number, Loss>();
    const losses = new Map<number, Loss>();

    return {
      evaluate(view, report) {
        const chosen = chosenOf(view.airspaces);
        const exclusions = exclusionsOf(view.airspaces);
        const present = new Set<number>();
        const fresh: Track[] = [];
        for (const track of view.tracks) {
          if (view.atMs - track.lastPlotMs > p.silentS * 1000) continue;
          present.add(track.number);
          losses.delete(track.number);
          if (!watched.has(track.number)) fresh.push(track);
          if (track.onGround === true || !applies(track, view) || lowOf(track, view, p.minimumHeightM)) {
            watched.delete(track.number);
            continue;
          }
          const area = insideAny(view, chosen, track.lonDeg, track.latDeg);
          if (area < 0) watched.delete(track.number);
          else {
            const { id, name } = view.airspaces.airspaces[area]!;
            watched.set(track.number, { track, areaId: id, areaName: name });
          }
        }
        for (const [number, loss] of watched) {
          if (present.has(number) || view.atMs - loss.track.lastPlotMs <= p.silentS * 1000) continue;
          watched.delete(number);
          const place = predicted(loss.track, view.atMs);
          if (insideAny(view, exclusions, place.lonDeg, place.latDeg) >= 0) continue;
          if (insideAny(view, chosen, place.lonDeg, place.latDeg) < 0) continue;
          losses.set(number, loss);
          if (losses.size > lossesMax) {
            const [oldest] = losses.keys();
            losses.delete(oldest!);
          }
        }
        for (const [number, { track, areaId, areaName }] of losses) {
          const silentS = Math.round((view.atMs - track.lastPlotMs) / 1000);
          const place = predicted(track, view.atMs);
          const back = fresh.some((other) => sameAircraft(track, other, place, p.reacquireM));
          if (back || silentS > p.holdS) {
            losses.delete(number);
            continue;
          }
          report({
            key: String(number),
            phase: 'present',
            tracks: [number],
            areaId,
            latDeg: track.latDeg,
            lonDeg: track.lonDeg,
            text: `${nameOf(track)} was lost inside ${areaName} ${silentS} s ago`,
            figures: [
              { name: 'silent', value: silentS, unit: 's' },
              {
                name: 'ground speed',
                value: Math.round(Math.hypot(track.eastMps, track.northMps)),
                unit: 'm/s',
              },
            ],
          });
        }
      },
    };
  },
});

function lowOf(track: Track, view: PictureView, minimumHeightM: number): boolean {
  const amslM = amslOf(track, view.around);
  const groundM = view.around.groundM?.(track.latDeg, track.lonDeg) ?? 0;
  return amslM - (Number.isNaN(groundM) ? 0 : groundM) < minimumHeightM;
}

function predicted(track: Track, atMs: number): { latDeg: number; lonDeg: number } {
  const { lonM, latM } = degreeSize(track.latDeg);
  const s = (atMs - track.atMs) / 1000;
  return {
    latDeg: track.latDeg + (track.northMps * s) / latM,
    lonDeg: track.lonDeg + (track.eastMps * s) / lonM,
  };
}

function sameAircraft(
  lost: Track,
  other: Track,
  place: { latDeg: number; lonDeg: number },
  reacquireM: number,
): boolean {
  if (lost.address !== undefined && other.address !== undefined) return lost.address === other.address;
  if (lost.callsign !== undefined && lost.callsign === other.callsign) return true;
  return distanceM(place.latDeg, place.lonDeg, other.latDeg, other.lonDeg) < reacquireM;
}
