import { runJointTraffic } from '../tests/conformance/joint-traffic.ts';
import type { Bench } from './bench.ts';

/** Border traffic of 300 aircraft, 80 % with an address, both sides' sensors registered wrongly. */
export const bench: Bench = (report) => {
  const { duplicatesPercent, wrongMergeSeconds, identityKeptPercent, updateMsMean, ...detail } =
    runJointTraffic({
      flights: 300,
      seconds: 1500,
      seed: 5,
      addressShare: 0.8,
    });
  report({ name: 'joint picture: duplicates', unit: '% of track time', value: duplicatesPercent, ...detail });
  report({ name: 'joint picture: wrong merges', unit: 'track seconds', value: wrongMergeSeconds });
  report({ name: 'joint picture: identity kept over the border', unit: '%', value: identityKeptPercent });
  report({ name: 'joint picture: one update', unit: 'ms', value: updateMsMean });
};
