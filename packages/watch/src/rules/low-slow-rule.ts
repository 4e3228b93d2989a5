import { amslOf } from '../airspace/vertical.ts';
import { list, number } from './parameters.ts';
import { defineRule, type RunningRule } from './rule.ts';
import { createAreaFilter, createTrackFilter, insideAny, nameOf } from './select.ts';

/** Low, slow and silent: seen by radar only, without any identification. */
export const lowSlowRule = defineRule({
  kind: 'lowSlow',
  title: 'Low, slow, unidentified',
  about:
    'A track without address, code and callsign flies slowly, and low as far as its height is known. With areas chosen, only inside them.',
  source: 'Design section 9; values chosen to cover light aircraft, helicopters and larger drones',
  severity: 'caution',
  parameters: {
    speedMaxMps: number(60, 1, 200, 'm/s', 'Slow is at most this'),
    speedMinMps: number(8, 0, 50, 'm/s', 'Slower things are not aircraft (wind turbines, traffic)'),
    heightMaxM: number(
      1000,
      10,
      10_000,
      'm',
      'Low is at most this above ground (above sea level without terrain)',
    ),
    ageMinS: number(30, 0, 600, 's', 'Younger tracks are left alone'),
    unknownHeight: list(['low'], 'What a track without height counts as', ['low', 'high']),
  },
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    const everywhere = rule.areas.ids.length + rule.areas.kinds.length === 0;
    const chosenOf = createAreaFilter(rule.areas, []);
    return {
      evaluate(view, report) {
        const chosen = chosenOf(view.airspaces);
        for (const track of view.tracks) {
          if (track.address !== undefined || track.mode3a !== undefined || track.callsign !== undefined)
            continue;
          if (track.onGround === true || view.atMs - track.bornMs < p.ageMinS * 1000) continue;
          const speed = Math.hypot(track.eastMps, track.northMps);
          const key = String(track.number);
          const slack = view.standing(key) ? 1.2 : 1;
          if (!(speed <= p.speedMaxMps * slack && speed >= p.speedMinMps / slack)) continue;
          const groundM = view.around.groundM?.(track.latDeg, track.lonDeg) ?? Number.NaN;
          const heightM = amslOf(track, view.around) - (Number.isNaN(groundM) ? 0 : groundM);
          if (Number.isNaN(heightM) ? !p.unknownHeight.includes('low') : heightM > p.heightMaxM * slack)
            continue;
          const identity = view.identityOf(track)?.identity ?? 'pending';
          if (identity !== 'pending' && identity !== 'unknown') continue;
          const area = everywhere ? -1 : insideAny(view, chosen, track.lonDeg, track.latDeg);
          if ((!everywhere && area < 0) || !applies(track, view)) continue;
          const where = area < 0 ? '' : ` in ${view.airspaces.airspaces[area]!.name}`;
          const height = Number.isNaN(heightM) ? 'at unknown height' : `at ${Math.round(heightM)} m`;
          report({
            key,
            phase: 'present',
            tracks: [track.number],
            ...(area >= 0 && { areaId: view.airspaces.airspaces[area]!.id }),
            latDeg: track.latDeg,
            lonDeg: track.lonDeg,
            text: `${nameOf(track)} flies ${Math.round(speed)} m/s ${height}${where} without any identification`,
            figures: [
              { name: 'ground speed', value: Math.round(speed), unit: 'm/s' },
              ...(Number.isNaN(heightM) ? [] : [{ name: 'height', value: Math.round(heightM), unit: 'm' }]),
            ],
          });
        }
      },
    };
  },
});
