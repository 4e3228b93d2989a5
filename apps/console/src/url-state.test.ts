import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatUrlState, LABEL_LEVELS, PANELS, parseUrlState, THEMES, VECTOR_MINUTES } from './url-state.ts';

it('reads back what it wrote', () => {
  const state = {
    member: 'kg',
    view: { latDeg: 42.5, lonDeg: -75.25, zoom: 6.5 },
    track: 117,
    labels: 'full',
    vectorMin: 0,
    theme: 'light',
    panel: 'none',
  } as const;
  expect(formatUrlState(state)).toBe(
    '#member=kg&view=42.5000/-75.2500/6.50&track=117&labels=full&vector=0&theme=light&panel=none',
  );
  expect(parseUrlState(formatUrlState(state))).toEqual(state);
});

it.each([
  '',
  '#',
  '#member=<b>&view=91/0/3&track=-1&labels=huge&vector=4&theme=pink',
  '#view=1/2',
  '#view=1/2/3/4',
  '#view=//',
  '#track=1e3',
])('takes nothing from %s', (fragment) => expect(parseUrlState(fragment)).toEqual({}));

it('takes any text, and only what it knows', () => {
  fc.assert(
    fc.property(fc.string(), fc.webFragments(), (text, fragment) => {
      for (const state of [parseUrlState(text), parseUrlState(`#${fragment}`)]) {
        if (state.labels !== undefined) expect(LABEL_LEVELS).toContain(state.labels);
        if (state.vectorMin !== undefined) expect(VECTOR_MINUTES).toContain(state.vectorMin);
        if (state.theme !== undefined) expect(THEMES).toContain(state.theme);
        if (state.panel !== undefined) expect(PANELS).toContain(state.panel);
      }
    }),
    { seed: 1 },
  );
});
