import { createPlot } from '@commonsky/model';
import { expect, it } from 'vitest';
import { createPlotQueue } from './plot-queue.ts';

it('costs a flooding sensor its own oldest plots and spares the others', () => {
  const queue = createPlotQueue(3);
  queue.push(createPlot('quiet', 5, 5));
  for (let atMs = 0; atMs < 10; atMs++) queue.push(createPlot('flood', atMs, atMs));

  expect([queue.length, queue.shed, queue.shedOf('flood'), queue.shedOf('quiet')]).toEqual([4, 7, 7, 0]);
  expect(queue.take(10).map((plot) => [plot.sensorId, plot.measuredAtMs])).toEqual([
    ['quiet', 5],
    ['flood', 7],
    ['flood', 8],
    ['flood', 9],
  ]);
  expect(queue.take(10)).toEqual([]);
});

it('gives every waiting sensor its share of a small batch', () => {
  const queue = createPlotQueue(100);
  for (let atMs = 0; atMs < 50; atMs++) queue.push(createPlot('flood', atMs, atMs));
  queue.push(createPlot('quiet', 99, 99));

  expect(queue.take(4).filter((plot) => plot.sensorId === 'quiet')).toHaveLength(1);
  expect(queue.length).toBe(47);
});
