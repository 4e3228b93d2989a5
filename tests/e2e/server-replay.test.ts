import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClockStatus, FeedStatus, SourceRejects, TrackDetails } from '@commonsky/model';
import { type ReplayOptions, startReplay } from '@commonsky/server';
import { encodePcapHeader, encodePcapRecord } from '@commonsky/sim';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { connectStream, getJson } from './server-harness.ts';
import { radarDatagram, RADAR_SITE } from './server-sensors.ts';

const START_MS = Date.UTC(2026, 0, 2, 10);
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonsky-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** Plays to the end as fast as possible; `peak` is the most tracks there were at once. */
async function play(files: readonly string[], options: Partial<ReplayOptions> = {}) {
  const replay = await startReplay({ files, speed: Infinity, port: 0, startAtMs: START_MS, ...options });
  closers.push(() => replay.close());
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, replay.stats().nodes.replay!.tracks);
  }, 10);
  await replay.finished;
  clearInterval(timer);
  const get = <T>(path: string): Promise<T> => getJson<T>(replay.url, `api/v1/members/replay/${path}`);
  const { tracks } = await get<{ readonly tracks: readonly TrackDetails[] }>('tracks');
  return { replay, get, tracks, peak, counters: replay.stats().nodes.replay! };
}

/** Skips with a message where the recordings are not there. */
function recording(path: string) {
  const url = sharedData(path);
  return { it: url === undefined ? it.skip : it, file: url === undefined ? '' : fileURLToPath(url) };
}

describe('real recordings', () => {
  const ulss = recording('adsb/beast-ulss7/ulss7_20180403.beast');
  ulss.it('a Beast recording puts its aircraft on the map with callsigns and levels', async () => {
    const { replay, tracks, counters } = await play([ulss.file]);
    expect(replay.formats).toMatchObject([{ format: 'Beast, 12 MHz timestamps' }]);
    // Counted by another decoder: 8,922 Mode S messages of 11 aircraft in 60.9 s.
    expect(counters.messages + counters.rejects).toBe(8_928);
    expect(tracks).toHaveLength(11);
    expect(tracks.filter(({ callsign }) => callsign !== undefined).length).toBeGreaterThanOrEqual(10);
    expect(tracks.filter(({ pressureAltitudeM }) => pressureAltitudeM !== undefined)).toHaveLength(11);
    expect(tracks.find(({ address }) => address === '71be34')).toMatchObject({ callsign: 'AAR542' });
    expect(tracks[0]!.atMs - START_MS).toBeCloseTo(60_900, -3);
  });

  const radar = recording('asterix/croatiacontrol/cat_034_048.pcap');
  radar.it(
    'a radar recording in pcap takes sites from configuration and capture times as they are',
    async () => {
      const sites = [11, 13, 14, 201, 204, 205].map((sic) => ({
        sac: 25,
        sic,
        latDeg: 45.7,
        lonDeg: 16,
        heightM: 100,
      }));
      const { counters, get } = await play([radar.file], { sites });
      // 34 records of category 034 and 128 of 048 in 0.44 s: every datagram was captured twice.
      expect(counters).toMatchObject({ packets: 100, duplicates: 50, records: 81, plots: 63 });
      expect(counters).toMatchObject({ rejects: 0, plotsUnused: 0, internalErrors: 0 });
      const { pictureMs } = await get<ClockStatus>('clock');
      expect(new Date(pictureMs).toISOString()).toMatch(/^2016-05-05T07:35/);
    },
  );

  it.each([
    ['asterix/jade/final_frame_062_065_large_packet_30min.ff', 34_225, 70],
    ['asterix/jade/final_frame_062_30min.ff', 34_957, 100],
  ])("another system's tracks in %s are shown", async (path, records, trackCountMin) => {
    const url = sharedData(path);
    if (url === undefined) return;
    const { counters, peak, replay } = await play([fileURLToPath(url)]);
    expect(replay.formats).toMatchObject([{ format: 'ASTERIX, FINAL' }]);
    expect(counters).toMatchObject({ records, rejects: 0, internalErrors: 0, packetsShed: 0, plotsShed: 0 });
    expect(peak).toBeGreaterThan(trackCountMin);
  });

  const helsinki = recording('adsb/helsinki-beast/raw_adsb_20260106_082813.bin');
  helsinki.it('two recordings play together, and the end of a replay keeps its picture', async () => {
    const { replay, counters, tracks, get } = await play([helsinki.file, ulss.file]);
    expect(counters).toMatchObject({ internalErrors: 0, packetsShed: 0, plotsShed: 0 });
    expect(tracks.length).toBeGreaterThan(5);
    const feeds = await get<FeedStatus[]>('feeds');
    expect(feeds.map(({ state }) => state)).toEqual(['closed', 'closed']);
    expect(await get<ClockStatus>('clock')).toMatchObject({ state: 'replay', speed: 0 });
    expect(replay.progress.isFinished).toBe(true);
    const client = await connectStream(replay.url);
    closers.push(() => client.close());
    client.subscribe({ member: 'replay' });
    await vi.waitFor(() => expect(client.picture.count).toBe(tracks.length));
  });

  ulss.it('every speed gives the same tracks, to the last digit', async () => {
    const fast = await play([ulss.file]);
    const slow = await play([ulss.file], { speed: 40 });
    expect(fast.tracks.length).toBeGreaterThan(0);
    expect(slow.tracks).toEqual(fast.tracks);
  });

  ulss.it('a recording cut short plays up to the cut', async () => {
    const bytes = await readFile(ulss.file);
    const cut = await fileOf('cut.beast', bytes.subarray(0, 100_003));
    const { counters } = await play([cut]);
    expect(counters.messages).toBeGreaterThan(3_000);
    expect(counters.internalErrors).toBe(0);
  });
});

describe('files that are not right', () => {
  it.each([
    ['an empty file', 'SERVER_ERR_FILE_EMPTY', 'input', new Uint8Array(0)],
    ['text', 'SERVER_ERR_FORMAT_UNKNOWN', 'input', Buffer.from('Dear reader,\n'.repeat(40))],
    ['noise', 'SERVER_ERR_FORMAT_UNKNOWN', 'input', noise(5_000)],
  ])('%s is refused in one line', async (name, code, fault, bytes) => {
    const path = await fileOf(name.replaceAll(' ', '-'), bytes);
    const message = expect.stringMatching(/^[^\n]+$/) as string;
    await expect(play([path])).rejects.toMatchObject({ code, fault, message });
  });

  it('a file that is not there, a folder, and a file without permission are named', async () => {
    const missing = { code: 'SERVER_ERR_FILE_NOT_FOUND', fault: 'environment' };
    await expect(play([join(folder, 'nothing.pcap')])).rejects.toMatchObject(missing);
    await expect(play([folder])).rejects.toMatchObject({ code: 'SERVER_ERR_FILE_UNREADABLE' });
    const locked = await fileOf('locked.bin', radarDatagram());
    await chmod(locked, 0);
    // Root may read everything.
    if (process.getuid?.() !== 0) {
      await expect(play([locked])).rejects.toMatchObject({ code: 'SERVER_ERR_FILE_UNREADABLE' });
    }
  });

  it.each([0, -1, Number.NaN])('speed %d is refused', async (speed) => {
    await expect(play(['x'], { speed })).rejects.toMatchObject({ code: 'SERVER_ERR_OPTION_INVALID' });
  });

  it('recordings of different days follow each other, and one without a date begins with the first', async () => {
    const dayMs = 86_400_000;
    const capture = (atMs: number): Promise<string> =>
      fileOf(
        `at-${atMs}.pcap`,
        Buffer.concat([
          encodePcapHeader(),
          encodePcapRecord({
            atMs,
            bytes: radarDatagram(0x71be34, atMs),
            source: [192, 0, 2, 2],
            destination: [192, 0, 2, 1],
            sourcePort: 8600,
            destinationPort: 8600,
          }),
        ]),
      );
    const files = [
      await capture(START_MS - 3650 * dayMs),
      await capture(START_MS),
      await fileOf('undated.ast', radarDatagram(0x71be35, START_MS)),
    ];
    const replay = await startReplay({ files, speed: 100, port: 0, sites: [RADAR_SITE] });
    closers.push(() => replay.close());
    await replay.finished;
    expect(replay.progress).toMatchObject({ packets: 3, isFinished: true });
    expect(Math.abs(replay.progress.atMs - START_MS)).toBeLessThan(1_000);
  });

  it('a wrong end and an unknown category are counted and cost nothing else', async () => {
    const good = radarDatagram(0x71be34, START_MS);
    const other = radarDatagram(0x71be35, START_MS);
    const path = await fileOf(
      'wrong-end.ast',
      Buffer.concat([good, Uint8Array.of(250, 0, 4, 0x80), other, good.subarray(0, good.length - 5)]),
    );
    const { counters, get, replay } = await play([path], { sites: [RADAR_SITE] });
    expect(replay.formats).toMatchObject([{ format: 'ASTERIX' }]);
    expect(counters).toMatchObject({ records: 2, plots: 2, internalErrors: 0 });
    const [rejects] = await get<SourceRejects[]>('rejects');
    expect(rejects!.byReason).toMatchObject({ 'unknown-category': 1, truncated: 1 });
  });
});

/** Octets without meaning, the same at every run. */
function noise(size: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: size }, () => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state & 0xff;
  });
}
