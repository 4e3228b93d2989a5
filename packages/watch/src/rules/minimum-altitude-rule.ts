import { amslOf } from '../airspace/vertical.ts';
import { degreeSize } from '../geo/local.ts';
import { number } from './parameters.ts';
import { defineRule, type RunningRule } from './rule.ts';
import { createAreaFilter, createTrackFilter, insideAny, nameOf } from './select.ts';

/** Terrain is asked this often along the way, so that no ridge of a 90 m grid is stepped over unseen. */
const STEP_M = 250;

/** Minimum safe altitude warning. Without terrain it finds nothing, and the rule set says so. */
export const minimumAltitudeRule = defineRule({
  kind: 'minimumAltitude',
  title: 'Minimum altitude',
  about:
    'A straight flight at the present rate of climb comes closer to the terrain than the clearance within the look-ahead. ' +
    'Inside exclusion areas (approaches) it is silent. It needs terrain from the user; without terrain it raises nothing.',
  source: 'EUROCONTROL Specification and Guidance Material for Minimum Safe Altitude Warning',
  severity: 'warning',
  parameters: {
    lookAheadS: number(60, 0, 300, 's', 'How far ahead'),
    clearanceM: number(150, 0, 2000, 'm', 'Least height above terrain'),
    hysteresisM: number(30, 0, 500, 'm', 'More clearance that ends a standing alert'),
    speedMinMps: number(25, 0, 200, 'm/s', 'Slower tracks (helicopters) are left alone'),
  },
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    const exclusionsOf = createAreaFilter({ ids: [], kinds: [] }, ['exclusion']);
    return {
      evaluate(view, report) {
        const { around } = view;
        if (!around.groundM) return;
        const exclusions = exclusionsOf(view.airspaces);
        for (const track of view.tracks) {
          if (track.onGround === true || !applies(track, view)) continue;
          const startM = amslOf(track, view.around);
          const speed = Math.hypot(track.eastMps, track.northMps);
          if (Number.isNaN(startM) || speed < p.speedMinMps) continue;
          const climb = Number.isNaN(track.verticalMps) ? 0 : track.verticalMps;
          const key = String(track.number);
          const needM = p.clearanceM + (view.standing(key) ? p.hysteresisM : 0);
          // Nothing on earth is that high.
          if (startM + Math.min(0, climb * p.lookAheadS) > 8850 + needM) continue;
          const { lonM, latM } = degreeSize(track.latDeg);
          const steps = Math.max(1, Math.ceil((speed * p.lookAheadS) / STEP_M));
          for (let i = 0; i <= steps; i++) {
            const t = (p.lookAheadS * i) / steps;
            const lat = track.latDeg + (track.northMps * t) / latM;
            const lon = track.lonDeg + (track.eastMps * t) / lonM;
            const terrainM = around.groundM(lat, lon);
            const clearanceM = startM + climb * t - terrainM;
            if (!(clearanceM < needM)) continue;
            if (
              insideAny(view, exclusions, lon, lat) >= 0 ||
              insideAny(view, exclusions, track.lonDeg, track.latDeg) >= 0
            )
              break;
            report({
              key,
              phase: i === 0 ? 'present' : 'predicted',
              tracks: [track.number],
              latDeg: track.latDeg,
              lonDeg: track.lonDeg,
              text: `${nameOf(track)} ${i === 0 ? 'is' : `will be in ${Math.round(t)} s`} ${Math.round(clearanceM)} m above terrain of ${Math.round(terrainM)} m`,
              figures: [
                { name: 'time', value: t, unit: 's' },
                { name: 'clearance', value: Math.round(clearanceM), unit: 'm' },
                { name: 'terrain', value: Math.round(terrainM), unit: 'm' },
              ],
              ...(i > 0 && {
                prediction: {
                  atMs: view.atMs + t * 1000,
                  sigmaS: (track.accuracyM || 0) / speed,
                  probability: 1,
                },
              }),
            });
            break;
          }
        }
      },
    };
  },
});
