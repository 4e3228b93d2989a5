import { describe, expect, it } from 'vitest';
import { allScenarios, runScenario, spoofingScenario } from './watch-scenarios.ts';

describe('alerts against analytic truth', () => {
  it.each(allScenarios(1).map((scenario) => [scenario.kind, scenario] as const))('%s', (kind, scenario) => {
    const { events, missed, leadShare, delayS, falseAlerts } = runScenario(scenario, 1);
    expect(events).toBeGreaterThan(0);
    expect({ missed, falseAlerts }).toEqual({ missed: 0, falseAlerts: 0 });
    if (leadShare) {
      expect(leadShare.min).toBeGreaterThan(0.9);
      expect(leadShare.max).toBeLessThan(1.1);
      expect(Math.abs(leadShare.mean - 1)).toBeLessThan(0.03);
    } else expect(delayS.max).toBeLessThan({ lostTrack: 33, gnssInterference: 61 }[kind as string] ?? 20);
  });

  it('flags every position 2 km off within three scans, and no honest traffic of biased radars', () => {
    // Radar A turns in 4 s; a missed plot or two (3 % each) come on top of three scans.
    const spoofed = runScenario(spoofingScenario(3, 100, 160, 100, 2000), 1);
    expect(spoofed).toMatchObject({ missed: 0, falseAlerts: 0 });
    expect(spoofed.delayS.mean).toBeLessThan(12);
    // An hour of 500 aircraft is in `npm run bench -- watch`; this is a twentieth of it.
    expect(runScenario(spoofingScenario(4, 100, 900, 0, 0), 1).falseAlerts).toBe(0);
  });
});
