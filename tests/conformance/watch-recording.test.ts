import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testWatch } from '@commonsky/server';
import { sharedData } from '../shared-data.ts';

const helsinki = sharedData('adsb/helsinki-beast/raw_adsb_20260106_073042.bin');

describe.skipIf(!helsinki)('rules on a real recording', () => {
  it('finds the interference of that day, no emergency and no spoofing, and the same twice', async () => {
    const options = {
      files: [fileURLToPath(helsinki!)],
      watch: {},
      receiver: { latDeg: 60.32, lonDeg: 24.95 },
      startAtMs: Date.UTC(2026, 0, 6, 7, 30, 42),
    };
    const result = await testWatch(options);
    const kinds = new Set(result.alerts.map(({ raised }) => raised.kind));
    expect(result.trackHours).toBeGreaterThan(3);
    expect(kinds).toContain('gnssInterference');
    for (const kind of ['emergency', 'communicationLoss', 'spoofing'] as const)
      expect(kinds).not.toContain(kind);
    expect((await testWatch(options)).alerts).toEqual(result.alerts);
  });
});
