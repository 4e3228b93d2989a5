import { number } from './parameters.ts';
import { defineRule, type RunningRule } from './rule.ts';
import { createTrackFilter, nameOf } from './select.ts';

/** What a track says about itself contradicts what is known. */
export const identityConflictRule = defineRule({
  kind: 'identityConflict',
  title: 'Identity conflict',
  about: 'Callsign, address, code, registry and flight plan of one track contradict each other.',
  source: 'Design section 9; the contradictions are listed in docs/watch/identification.md',
  severity: 'caution',
  parameters: {
    ageMinS: number(
      20,
      0,
      600,
      's',
      'Tracks younger than this are left alone: their attributes still settle',
    ),
  },
  create(p, rule): RunningRule {
    const applies = createTrackFilter(rule);
    return {
      evaluate(view, report) {
        for (const track of view.tracks) {
          if (view.atMs - track.bornMs < p.ageMinS * 1000) continue;
          const conflicts = view.identityOf(track)?.conflicts ?? [];
          if (conflicts.length === 0 || !applies(track, view)) continue;
          report({
            key: String(track.number),
            phase: 'present',
            tracks: [track.number],
            latDeg: track.latDeg,
            lonDeg: track.lonDeg,
            text: `${nameOf(track)}: ${conflicts.join('; ')}`,
            figures: [{ name: 'contradictions', value: conflicts.length, unit: '1' }],
          });
        }
      },
    };
  },
});
