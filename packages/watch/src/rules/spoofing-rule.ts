import type { Track } from '@commonsky/model';
import { number } from './parameters.ts';
import { defineRule, type RunningRule } from './rule.ts';
import { createTrackFilter, hexAddress, nameOf } from './select.ts';

/** A reported position contradicts radar, multilateration or times of arrival. */
export const spoofingRule = defineRule({
  kind: 'spoofing',
  title: 'Reported position contradicted by measurement',
  about:
    'The position an aircraft reports differs from where radar or multilateration sees the same address, beyond noise and the allowed registration bias, scan after scan; ' +
    'or the times at which receivers heard it cannot come from there. The radar track stays as it is.',
  source: 'Test of the mean residual with the sensors’ covariance: docs/watch/gnss-and-spoofing.md',
  severity: 'warning',
  parameters: {
    distanceMinM: number(1000, 0, 100_000, 'm', 'Smaller differences are left alone, however sure'),
  },
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    return {
      evaluate(view, report) {
        if (view.suspicions.length === 0) return;
        const byAddress = new Map<number, Track[]>();
        for (const track of view.tracks) {
          if (track.address === undefined) continue;
          const group = byAddress.get(track.address);
          if (group) group.push(track);
          else byAddress.set(track.address, [track]);
        }
        for (const suspicion of view.suspicions) {
          if (suspicion.distanceM < p.distanceMinM) continue;
          const tracks = byAddress.get(suspicion.address) ?? [];
          if (tracks.some((track) => !applies(track, view))) continue;
          const name = tracks[0] ? nameOf(tracks[0]) : hexAddress(suspicion.address);
          report({
            key: hexAddress(suspicion.address),
            phase: 'present',
            tracks: tracks.map((track) => track.number),
            latDeg: suspicion.measuredLatDeg,
            lonDeg: suspicion.measuredLonDeg,
            text: `${name} reports a position ${(suspicion.distanceM / 1000).toFixed(1)} km from where ${suspicion.sensorId} measures it, ${suspicion.sigmas.toFixed(1)} σ over ${suspicion.scans} scans`,
            figures: [
              { name: 'difference', value: Math.round(suspicion.distanceM), unit: 'm' },
              { name: 'significance', value: suspicion.sigmas, unit: 'σ' },
              { name: 'scans', value: suspicion.scans, unit: 'scans' },
            ],
          });
        }
      },
    };
  },
});
