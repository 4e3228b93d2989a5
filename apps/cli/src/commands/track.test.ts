import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEvaluate } from './evaluate.ts';
import { runTrack } from './track.ts';

const META = {
  name: 'tiny',
  frame: 'flat',
  origin_lat: 42.85,
  origin_lon: 74.6,
  duration: 60,
  psr_assumed_altitude: 3000,
  psr_assumed_altitude_sigma: 900,
  score_step: 4,
  score_from: 20,
  score_to: 60,
  sensors: [{ id: 'A1', type: 'adsb', kind: 'adsb', period: 1, sigma_pos: 10, pd: 1 }],
};

describe('track and evaluate', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'commonsky-cli-track-'));
    const detections = ['id,time,sensor,kind,range,az,alt,address,mode3a,x,y,vx,vy'];
    for (let t = 0; t < 60; t++)
      detections.push(`${t},${t}.000,A1,adsb,,,9000,600100,,${200 * t},5000,200,0`);
    const truth = ['time,truth_id,x,y,z,vx,vy,vz'];
    for (let t = 0; t <= 60; t += 4) truth.push(`${t}.0,0,${200 * t},5000,9000,200,0,0`);
    writeFileSync(join(folder, 'meta.json'), JSON.stringify(META));
    writeFileSync(join(folder, 'detections.csv.gz'), gzipSync(`${detections.join('\n')}\n`));
    writeFileSync(join(folder, 'truth.csv.gz'), gzipSync(`${truth.join('\n')}\n`));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes the tracks on the score grid, packed when asked, and they score', async () => {
    const out = join(folder, 'tracks.csv.gz');
    await runTrack(folder, { out });
    const [header, first, ...rest] = gunzipSync(readFileSync(out)).toString().trimEnd().split('\n');
    expect(header).toBe('time,track_id,x,y,vx,vy,pxx,pxy,pyy');
    expect(first).toMatch(/^4\.0,1,800\.0,5000\.0,200\.00,-?0\.00,/);
    expect(rest).toHaveLength(14);
    expect(await runEvaluate(folder, out, { cutOff: 2000 })).toMatchObject({
      times: 11,
      completeness: 1,
      ambiguity: 1,
      spuriousness: 0,
      identitySwitches: 0,
      initiationDelayS: 4,
    });
  });

  it('says what is missing', async () => {
    await expect(runTrack(join(folder, 'nowhere'), { out: join(folder, 'x.csv') })).rejects.toMatchObject({
      code: 'ENOENT',
    });
    writeFileSync(join(folder, 'off-grid.csv'), 'time,track_id,x,y\n5.5,1,0,0\n');
    await expect(runEvaluate(folder, join(folder, 'off-grid.csv'), { cutOff: 2000 })).rejects.toMatchObject({
      exitCode: 1,
    });
  });
});
