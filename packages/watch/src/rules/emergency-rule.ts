import type { AlertKind, Track } from '@commonsky/model';
import { number } from './parameters.ts';
import { defineRule, type RuleDefinition, type RunningRule } from './rule.ts';
import { createTrackFilter, nameOf, octalCode } from './select.ts';

interface Sighting {
  code: number;
  sinceMs: number;
  /** Newest plot already counted, and how many plots carried the code. */
  plotMs: number;
  plots: number;
  /** Plots since that carried another code. */
  others: number;
  confirmed: boolean;
}

function codeRule(
  kind: AlertKind,
  title: string,
  meanings: Readonly<Record<number, string>>,
): RuleDefinition {
  return defineRule({
    kind,
    title,
    about:
      `Mode 3/A code ${Object.keys(meanings)
        .map((c) => octalCode(Number(c)))
        .join(' or ')} exactly, on several plots in a row and for a time, ` +
      'so that a garbled reply or a pilot turning the dial through it raises nothing.',
    source: 'ICAO Doc 8168 Vol III (7500 unlawful interference, 7600 communication failure, 7700 emergency)',
    severity: 'warning',
    parameters: {
      plotsMin: number(3, 1, 20, 'plots', 'Plots in a row that must carry the code'),
      durationMinS: number(10, 0, 60, 's', 'Time the code must have stood'),
      releasePlots: number(2, 1, 20, 'plots', 'Plots with another code that end it'),
    },
    create(p, rule): RunningRule {
      const applies = createTrackFilter(rule);
      const sightings = new Map<number, Sighting>();

      const observe = (track: Track): Sighting | undefined => {
        const code = track.mode3a;
        const known = sightings.get(track.number);
        if (!known) {
          if (code === undefined || !(code in meanings)) return undefined;
          const first = {
            code,
            sinceMs: track.lastPlotMs,
            plotMs: track.lastPlotMs,
            plots: 1,
            others: 0,
            confirmed: false,
          };
          sightings.set(track.number, first);
          return first;
        }
        if (track.lastPlotMs <= known.plotMs) return known;
        known.plotMs = track.lastPlotMs;
        if (code === known.code) {
          known.plots += 1;
          known.others = 0;
        } else {
          known.others += 1;
          // Before it is confirmed, one other code starts the count afresh.
          if (!known.confirmed || known.others >= p.releasePlots) {
            sightings.delete(track.number);
            return code === undefined ? undefined : observe(track);
          }
        }
        if (known.plots >= p.plotsMin && known.plotMs - known.sinceMs >= p.durationMinS * 1000)
          known.confirmed = true;
        return known;
      };

      return {
        evaluate(view, report) {
          const seen = new Set<number>();
          for (const track of view.tracks) {
            if (!applies(track, view)) continue;
            const sighting = observe(track);
            if (!sighting) continue;
            seen.add(track.number);
            if (!sighting.confirmed) continue;
            const seconds = Math.round((view.atMs - sighting.sinceMs) / 1000);
            report({
              key: `${octalCode(sighting.code)}|${track.number}`,
              phase: 'present',
              tracks: [track.number],
              latDeg: track.latDeg,
              lonDeg: track.lonDeg,
              text: `${nameOf(track)} shows ${octalCode(sighting.code)}, ${meanings[sighting.code]!}, for ${seconds} s on ${sighting.plots} plots`,
              figures: [
                { name: 'duration', value: seconds, unit: 's' },
                { name: 'plots', value: sighting.plots, unit: 'plots' },
              ],
            });
          }
          for (const number of sightings.keys()) if (!seen.has(number)) sightings.delete(number);
        },
      };
    },
  });
}

export const emergencyRule = codeRule('emergency', 'Emergency code', {
  0o7500: 'unlawful interference',
  0o7700: 'emergency',
});

export const communicationLossRule = codeRule('communicationLoss', 'Loss of communication code', {
  0o7600: 'communication failure',
});
