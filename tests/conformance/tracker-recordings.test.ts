import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHANGED, createAircraftStore, decodeModes } from '@commonsky/modes';
import { createTracker } from '@commonsky/tracker';
import { Geodesic } from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../apps/server/src/ingest/open-recording.ts';
import { plotOfAircraft } from '../../apps/server/src/plots/aircraft.ts';
import { sharedData } from '../shared-data.ts';

const folder = sharedData('adsb/helsinki-beast/');
const files = folder ? readdirSync(folder).filter((name) => name.endsWith('.bin')) : [];
const PLOTS_MIN = 5;
const SPEED_MAX_MPS = (1000 * 1852) / 3600;

/** One recording through decoder and tracker, sampled every second. */
async function trackRecording(path: string) {
  const recording = await openRecording(path, Date.UTC(2026, 0, 6));
  const store = createAircraftStore({ receiver: { latDeg: 60.3, lonDeg: 24.95 } });
  const tracker = createTracker();
  tracker.addSensor({ id: 'rx', name: 'receiver', owner: 'fi', kind: 'adsb', periodS: 0.5 });
  const plots = new Map<number, number>();
  const numbers = new Map<number, Set<number>>();
  const last = new Map<number, { atMs: number; latDeg: number; lonDeg: number }>();
  let fastestMps = 0;
  let nextMs = Number.NaN;
  for (const { atMs, bytes } of recording.packets(() => {})) {
    if (Number.isNaN(nextMs)) nextMs = atMs;
    for (; atMs >= nextMs; nextMs += 1000) {
      tracker.advance(nextMs);
      tracker.forEachTrack(nextMs, (track) => {
        const before = last.get(track.number);
        // A coasting track that is seen again is put right at once: that is a break, not a jump.
        if (track.status === 'coasting') {
          last.delete(track.number);
        } else if (before !== undefined && track.atMs - before.atMs <= 1000) {
          const { s12 } = Geodesic.WGS84.Inverse(before.latDeg, before.lonDeg, track.latDeg, track.lonDeg);
          const mps = s12! / ((track.atMs - before.atMs) / 1000);
          fastestMps = Math.max(fastestMps, mps);
        }
        if (track.status !== 'coasting') last.set(track.number, track);
        if (track.address === undefined) return;
        const known = numbers.get(track.address);
        if (known) known.add(track.number);
        else numbers.set(track.address, new Set([track.number]));
      });
    }
    const message = decodeModes(bytes);
    if (message.df === undefined) continue;
    const aircraft = store.update(message, atMs);
    if (aircraft?.position === undefined || (aircraft.changed & CHANGED.position) === 0) continue;
    const plot = plotOfAircraft(aircraft, aircraft.position, 'rx', atMs);
    if (plot.address === undefined || plot.test) continue;
    plots.set(plot.address, (plots.get(plot.address) ?? 0) + 1);
    tracker.process([plot]);
  }
  return { tracker, plots, numbers, fastestMps };
}

describe.skipIf(files.length === 0)('tracks of real ADS-B recordings', () => {
  it.each(files)('gives every aircraft one track and none that jumps: %s', async (name) => {
    const { tracker, plots, numbers, fastestMps } = await trackRecording(
      fileURLToPath(new URL(name, folder)),
    );
    const often = [...plots].filter(([, count]) => count >= PLOTS_MIN).map(([address]) => address);
    expect(often.length).toBeGreaterThan(0);
    const wrong = often.filter((address) => numbers.get(address)?.size !== 1);
    expect(wrong.map((address) => `${address.toString(16)} ${numbers.get(address)?.size}`)).toEqual([]);
    expect(fastestMps).toBeLessThan(SPEED_MAX_MPS);
    // Every end of a track whose aircraft came back is a break of reception that outlasted coasting.
    const { confirmed, resumed, terminated } = tracker.stats;
    expect(resumed).toBeLessThanOrEqual(terminated);
    expect(confirmed).toBeLessThanOrEqual(plots.size);
  });
});
