import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBoundedQueue } from './bounded-queue.ts';

it('behaves as an array that loses its front at the bound', () => {
  const step = fc.oneof(fc.integer(), fc.constant('shift' as const));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(step, { maxLength: 200 }), (lengthMax, steps) => {
      const queue = createBoundedQueue<number>(lengthMax);
      const model: number[] = [];
      let shed = 0;
      for (const step of steps) {
        if (step === 'shift') {
          expect(queue.shift()).toBe(model.shift());
        } else {
          queue.push(step);
          model.push(step);
          if (model.length > lengthMax) {
            model.shift();
            shed++;
          }
        }
        expect([queue.length, queue.shed]).toEqual([model.length, shed]);
      }
    }),
    { seed: 1 },
  );
});
