import { number } from './parameters.ts';
import { defineRule, type RunningRule } from './rule.ts';

/** Satellite navigation is disturbed in an area. */
export const interferenceRule = defineRule({
  kind: 'gnssInterference',
  title: 'GNSS interference area',
  about:
    'In a cell of the H3 grid, so many aircraft have lost the integrity of their position that (bad − 1) / (bad + good) reaches a level.',
  source:
    'Public daily interference maps: H3 resolution 4, 2 % medium, 10 % high (docs/watch/gnss-and-spoofing.md)',
  severity: 'advisory',
  parameters: {
    shareMin: number(0.1, 0, 1, '1', 'Share (bad − 1) / (bad + good) from which a cell is reported'),
    aircraftMin: number(3, 1, 1000, 'aircraft', 'Aircraft that must have been seen in the cell'),
  },
  create(p): RunningRule {
    return {
      evaluate(view, report) {
        for (const cell of view.interference) {
          const share = cell.share;
          const key = cell.cell;
          if (cell.good + cell.bad < p.aircraftMin || share < p.shareMin * (view.standing(key) ? 0.5 : 1))
            continue;
          report({
            key,
            phase: 'present',
            tracks: [],
            areaId: key,
            latDeg: cell.latDeg,
            lonDeg: cell.lonDeg,
            text: `GNSS interference: ${cell.bad} of ${cell.good + cell.bad} aircraft in cell ${key} have lost position integrity (${Math.round(share * 100)} %)`,
            figures: [
              { name: 'bad aircraft', value: cell.bad, unit: 'aircraft' },
              { name: 'good aircraft', value: cell.good, unit: 'aircraft' },
              { name: 'share', value: share, unit: '1' },
            ],
          });
        }
      },
    };
  },
});
