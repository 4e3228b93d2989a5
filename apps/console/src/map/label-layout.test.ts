import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelItem, type LabelPlace, layoutLabels } from './label-layout.ts';

const WIDTH_PX = 600;
const HEIGHT_PX = 400;

function item(number: number, x: number, y: number, fields: Partial<LabelItem> = {}): LabelItem {
  return { number, x, y, widthPx: 60, heightPx: 28, priority: 0, headingRad: Number.NaN, ...fields };
}

function layout(
  items: readonly LabelItem[],
  previous: ReadonlyMap<number, LabelPlace> = new Map(),
  extraSymbols: readonly number[] = [],
): Map<number, LabelPlace> {
  const symbols = Float32Array.from([...items.flatMap(({ x, y }) => [x, y]), ...extraSymbols]);
  return layoutLabels({
    items,
    symbols,
    symbolCount: symbols.length / 2,
    previous,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
  });
}

const anyItems = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: WIDTH_PX }),
      y: fc.integer({ min: 0, max: HEIGHT_PX }),
      widthPx: fc.integer({ min: 20, max: 90 }),
      heightPx: fc.integer({ min: 12, max: 44 }),
      priority: fc.integer({ min: 0, max: 2 }),
      headingRad: fc.double({ min: 0, max: 6.28, noNaN: true }),
    }),
    { maxLength: 80 },
  )
  .map((all) => all.map((fields, number) => ({ number, ...fields })));

describe('layout', () => {
  it('never hides a symbol or another label, and stays on the screen', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const places = layout(items);
        const rects = items.flatMap(({ number, x, y, widthPx, heightPx }) => {
          const place = places.get(number);
          if (place === undefined) return [];
          const left = x + place.dx;
          const top = y + place.dy;
          return [{ number, left, top, right: left + widthPx, bottom: top + heightPx }];
        });
        for (const a of rects) {
          expect(a.left >= 0 && a.top >= 0 && a.right <= WIDTH_PX && a.bottom <= HEIGHT_PX).toBe(true);
          for (const { x, y } of items)
            expect(x > a.left && x < a.right && y > a.top && y < a.bottom).toBe(false);
          for (const b of rects) {
            if (a.number === b.number) continue;
            expect(a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top).toBe(false);
          }
        }
      }),
      { numRuns: 100, seed: 8 },
    );
  });

  it('gives a lone target its label up and right, or aside of its vector when it flies there', () => {
    expect(layout([item(1, 300, 200)]).get(1)!.slot).toBe(1);
    expect(layout([item(1, 300, 200, { headingRad: Math.PI / 4 })]).get(1)!.slot).not.toBe(1);
  });

  it('leaves a label where it was while that place is free', () => {
    const first = layout([item(1, 300, 200)], new Map([[1, { dx: 0, dy: 0, slot: 4 }]]));
    expect(first.get(1)!.slot).toBe(4);
    const blocked = layout([item(1, 300, 200)], first, [300, 230]);
    expect(blocked.get(1)!.slot).not.toBe(4);
  });

  it('lets higher priority choose first, and drops what fits nowhere', () => {
    const crowd = Array.from({ length: 200 }, (_, i) => item(i, 300 + (i % 15), 200 + Math.floor(i / 15)));
    const places = layout([...crowd, item(900, 307, 207, { priority: 5 })]);
    expect(places.has(900)).toBe(true);
    expect(places.size).toBeLessThan(40);
  });
});
