import { expect, it } from 'vitest';
import { killWriter } from './treaty-kill.ts';
import { createRandom } from './treaty-random.ts';

/** Each takes a process start; the full measure is 200. */
const TRIALS = Number(process.env['COMMONSKY_KILL_TRIALS'] ?? 5);

it(
  'never releases a batch without its durable record, killed at random moments',
  async () => {
    const { released } = await killWriter(createRandom(9), TRIALS);
    expect(released).toBeGreaterThan(0);
  },
  TRIALS * 10_000,
);
