import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWatch } from '@commonsky/watch';
import { loadWatchFiles, newestChangeMs } from './watch-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonsky-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const RULES = `schema: commonsky.watch/1
version: '3'
rules:
  - kind: airspace
    parameters: { lookAheadS: 120 }
`;
const OPENAIR = 'AC R\nAN Range\nAI UCR1\nAL GND\nAH FL195\nV X=42:00:00 N 074:00:00 E\nDC 5\n';
const NOTAM =
  'A1234/26 NOTAMN\nQ) UCFM/QRRCD/IV/BO/W/000/200/4251N07435E015\nA) UCFM B) 2611220800 C) 2611221200\nE) UCR1 NOT ACTIVE\n';
const FPL = '(FPL-KGA101-IS-A320/M-S/C-UCFM0600-N0450F350 DCT MANAS DCT-UAAA0045-DOF/261122 CODE/601001)';

describe('watch files', () => {
  it('reads every kind and puts all to use together', async () => {
    const config = {
      rules: write('rules.yaml', RULES),
      airspaces: [write('zones.txt', OPENAIR), write('more.json', '{"features":[null]}')],
      notams: [write('notams.txt', NOTAM)],
      plans: [
        write('plans.txt', FPL),
        write('plans.csv', 'callsign,departure,destination,off_block\nKZR1,UAAA,UCFM,2026-11-22T06:00:00Z\n'),
      ],
      points: write('points.csv', 'name,lat,lon\nMANAS,43.06,74.47\nUCFM,43.06,74.47\nUAAA,43.35,77.04\n'),
      registry: write('registry.csv', 'address,registration\n601001,EX-32001\nzz,1\n'),
      codes: write('codes.csv', 'from,to,towards\n4400,4477,friend\n'),
      qnhHPa: 1000,
    };
    const { issues, apply } = await loadWatchFiles(config);
    expect(issues.map(({ code }) => code)).toEqual(['geometry', 'value']);
    const watch = createWatch();
    apply(watch, 0);
    expect(watch.rules.version).toBe('3');
    expect(watch.airspaces.airspaces.map(({ id }) => id)).toEqual(['UCR1']);
    expect(watch.airspaces.stateAt(0, Date.UTC(2026, 10, 22, 9)).active).toBe(false);
    expect(watch.airspaces.stateAt(0, Date.UTC(2026, 10, 22, 13)).active).toBe(true);
    expect(watch.identifier.plans.plans).toMatchObject([
      {
        callsign: 'KGA101',
        address: 0x60_10_01,
        route: [{ name: 'UCFM' }, { name: 'MANAS' }, { name: 'UAAA' }],
        unresolved: [],
      },
      { callsign: 'KZR1' },
    ]);
    const before = await newestChangeMs(config);
    utimesSync(config.rules, new Date(), new Date(Date.now() + 60_000));
    expect(await newestChangeMs(config)).toBeGreaterThan(before);
  });

  it('says in one line what is wrong with a rule file, or that it is missing', async () => {
    const wrong = write('wrong.yaml', RULES.replace('lookAheadS', 'lookAhead'));
    await expect(loadWatchFiles({ rules: wrong })).rejects.toMatchObject({
      code: 'SERVER_ERR_CONFIG_INVALID',
      message: `${wrong}: rules[0].parameters.lookAhead is not known`,
    });
    await expect(loadWatchFiles({ rules: write('broken.yaml', '{') })).rejects.toMatchObject({
      code: 'SERVER_ERR_CONFIG_INVALID',
    });
    await expect(loadWatchFiles({ rules: join(folder, 'none') })).rejects.toMatchObject({
      code: 'SERVER_ERR_FILE_NOT_FOUND',
    });
  });
});
