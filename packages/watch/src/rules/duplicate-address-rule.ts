import type { Track } from '@commonsky/model';
import { distanceM } from '../geo/local.ts';
import { number } from './parameters.ts';
import { defineRule, type RunningRule } from './rule.ts';
import { createTrackFilter, hexAddress, nameOf } from './select.ts';

/** Two tracks carry one 24-bit address. */
export const duplicateAddressRule = defineRule({
  kind: 'duplicateAddress',
  title: 'Duplicate address',
  about:
    'Two tracks with fresh plots carry the same 24-bit address further apart than one aircraft can seem to be.',
  source:
    'ICAO Annex 10 Vol III, 9: an address is given to one aircraft only; duplicates occur by wrong setting or spoofing',
  severity: 'caution',
  parameters: {
    separationM: number(10_000, 100, 1_000_000, 'm', 'Distance from which two tracks are two aircraft'),
    freshS: number(20, 1, 300, 's', 'Both tracks must have a plot younger than this'),
  },
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    return {
      evaluate(view, report) {
        const byAddress = new Map<number, Track[]>();
        for (const track of view.tracks) {
          if (track.address === undefined || view.atMs - track.lastPlotMs > p.freshS * 1000) continue;
          const group = byAddress.get(track.address);
          if (group) group.push(track);
          else byAddress.set(track.address, [track]);
        }
        for (const [address, group] of byAddress) {
          if (group.length < 2) continue;
          group.sort((a, b) => a.number - b.number);
          const [first] = group as [Track];
          const apart = group
            .slice(1)
            .map((other) => distanceM(first.latDeg, first.lonDeg, other.latDeg, other.lonDeg));
          const farM = Math.max(...apart);
          const key = hexAddress(address);
          // What stands is kept until both are clearly one.
          if (farM < p.separationM * (view.standing(key) ? 0.5 : 1)) continue;
          if (!group.every((track) => applies(track, view))) continue;
          report({
            key,
            phase: 'present',
            tracks: group.map(({ number }) => number),
            latDeg: first.latDeg,
            lonDeg: first.lonDeg,
            text: `Address ${key} is carried by ${group.map(nameOf).join(' and ')}, ${(farM / 1000).toFixed(1)} km apart`,
            figures: [{ name: 'distance', value: Math.round(farM), unit: 'm' }],
          });
        }
      },
    };
  },
});
