import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEvaluate } from '../../apps/cli/src/commands/evaluate.ts';
import { runTrack } from '../../apps/cli/src/commands/track.ts';

const TOOLS = fileURLToPath(new URL('../../../shared/bench/', import.meta.url));
const usable =
  existsSync(join(TOOLS, 'evaluate.py')) && spawnSync('python3', ['-c', 'import numpy, scipy']).status === 0;
if (!usable) {
  process.emitWarning(
    'tests against the Python judge are skipped: they need ../shared/bench beside the project, python3-numpy and python3-scipy',
  );
}

/** Names of the judge's figures beside ours. */
const FIGURES = {
  times: 'times',
  gospa: 'gospa',
  gospa_rms: 'gospaRms',
  gospa_loc: 'gospaLocalisation',
  gospa_missed: 'gospaMissed',
  gospa_false: 'gospaFalse',
  ospa: 'ospa',
  completeness: 'completeness',
  ambiguity: 'ambiguity',
  spuriousness: 'spuriousness',
  PA: 'positionAccuracy',
  VA: 'velocityAccuracy',
  R: 'numberChangeRate',
  LS: 'longestSegment',
  idsw: 'identitySwitches',
  frag: 'fragmentations',
  swaps: 'swaps',
  pos_rmse: 'positionRmse',
  pos_rmse_steady: 'positionRmseSteady',
  pos_rmse_turn: 'positionRmseTurn',
  p95: 'positionP95',
  p99: 'positionP99',
  vel_rmse: 'velocityRmse',
  truths: 'truths',
  tracks: 'tracks',
  false_tracks: 'falseTracks',
  false_track_s: 'falseTrackS',
  init_delay: 'initiationDelayS',
  never_tracked: 'neverTracked',
  nees: 'nees',
} as const;

describe.skipIf(!usable)('metrics against the Python judge', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'commonsky-judge-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    ['S1', 'flat', 7],
    ['S4', 'flat', 8],
    ['S5', 'wgs84', 10],
  ] as const)('agree to 1e-6 on %s %s', async (name, frame, seed) => {
    const out = join(root, `${name}-${frame}`);
    const generator = [join(TOOLS, 'generate.py'), name, '--frame', frame, '--seed', `${seed}`, '--out', out];
    execFileSync('python3', [...generator, '--duration', '120'], { stdio: 'ignore' });
    const scenario = join(out, name);
    const tracks = join(out, 'tracks.csv.gz');
    const judged = join(out, 'judged.json');
    await runTrack(scenario, { out: tracks });
    execFileSync('python3', [
      join(TOOLS, 'evaluate.py'),
      scenario,
      tracks,
      '--quiet',
      '--json',
      judged,
      ...(frame === 'wgs84' ? ['--latlon'] : []),
    ]);
    const theirs = JSON.parse(readFileSync(judged, 'utf8').replaceAll('NaN', 'null')) as Record<
      string,
      number
    >;
    const ours = await runEvaluate(scenario, tracks, { cutOff: 2000 });
    for (const [their, our] of Object.entries(FIGURES)) {
      const scale = Math.max(1, Math.abs(theirs[their]!));
      expect(Math.abs(ours[our] - theirs[their]!) / scale, their).toBeLessThan(1e-6);
    }
    expect(ours.completeness).toBeGreaterThan(0.98);
  });
});
