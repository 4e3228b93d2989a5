import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leafOf, utf8 } from '@commonsky/treaty';
import {
  generateKeys,
  nodeCrypto,
  openAuditChain,
  openSigner,
  readKeyring,
  streamFolder,
} from '@commonsky/server/federation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonsky } from './commonsky.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonsky-treaty-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const REGION = join(SCENARIOS, 'central-asia');
const TRAINING = join(REGION, 'training');
const RATIFIED = join(REGION, 'what-if/ratified-by-both.yaml');
const PROTOCOL = join(TRAINING, 'kg-ru-exercise-picture.yaml');

describe('commonsky treaty', () => {
  it('checks what is right', async () => {
    expect(await commonsky('treaty', 'check', REGION)).toEqual({
      code: 0,
      stderr: '',
      stdout: '7 instruments, 21 events: nothing wrong\n',
    });
  });

  it('says what is wrong, by file, line and column', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, readFileSync(PROTOCOL, 'utf8').replace('recipient: ru', 'recipient: kz'));
    const { code, stderr } = await commonsky('treaty', 'check', file);
    expect(code).toBe(1);
    expect(stderr).toMatch(/bad\.yaml:21:16: grants\[0\]\.recipient kz is not a party/);
  });

  it('says when an event has no effect', async () => {
    const file = join(folder, 'events.yaml');
    writeFileSync(
      file,
      'commonsky: events/1\nevents: [{ instrument: kg-ru-2003-air-base, kind: suspended, by: kg, at: 2010-01-01 }]\n',
    );
    const { code, stderr } = await commonsky('treaty', 'check', REGION, file);
    expect(code).toBe(1);
    expect(stderr).toContain('kg cannot suspend alone');
  });

  it.each([
    ['2003-12-01', 'kg-ru-2003-air-base', 'IN_FORCE'],
    ['2019-12-01', 'kg-ru-2003-air-base', 'EXPIRED'],
    ['2012-04-05', 'kg-ru-2009-unified-base', 'DRAFT'],
    ['2023-10-12', 'kg-ru-2023-air-defence', 'RATIFYING'],
  ])('tells the state on %s: %s %s', async (date, instrument, state) => {
    const { code, stdout } = await commonsky('treaty', 'state', REGION, '--at', date, '--json');
    expect(code).toBe(0);
    const { instruments } = JSON.parse(stdout) as {
      instruments: { instrument: string; state: string; grants: unknown[] }[];
    };
    expect(instruments.find((row) => row.instrument === instrument)).toMatchObject({ state, grants: [] });
  });

  it('warns before the end', async () => {
    const { stdout } = await commonsky('treaty', 'state', REGION, TRAINING, RATIFIED, '--at', '2028-11-25');
    expect(stdout).toContain('warning: kg-ru-exercise-picture: end on 2028-12-01, within 7 days');
  });

  it('explains in words, as GeoJSON and as Cedar', async () => {
    const words = await commonsky('treaty', 'explain', REGION, TRAINING, RATIFIED, '--at', '2024-03-01');
    expect(words.stdout).toContain(
      'Article 3(1): kg lets ru see tracks of civil or unknown objects inside exercise from 50 to 460 FL',
    );
    expect(words.stdout).toContain('holds from 2024-01-15 until 2028-12-01, also now');
    const drawn = await commonsky('treaty', 'explain', PROTOCOL, '--geojson');
    expect(JSON.parse(drawn.stdout)).toMatchObject({
      type: 'FeatureCollection',
      features: [{ geometry: { type: 'Polygon' } }, {}],
    });
    const cedar = await commonsky(
      'treaty',
      'explain',
      REGION,
      TRAINING,
      RATIFIED,
      '--at',
      '2024-03-01',
      '--cedar',
      'kg,ru',
    );
    expect(cedar.stdout).toContain('permit (principal == Member::"ru"');
  });

  it('simulates', async () => {
    const tracks = join(folder, 'tracks.jsonl');
    writeFileSync(
      tracks,
      '{"provider":"kg","latDeg":43,"lonDeg":76,"pressureAltitudeM":9000,"category":"civil"}\n',
    );
    const entry = await commonsky(
      'treaty',
      'simulate',
      REGION,
      TRAINING,
      '--in-force',
      'kg-ru-exercise-picture',
      '--tracks',
      tracks,
    );
    expect(entry.stdout).toContain(
      'ru of kg: gains kg-ru-exercise-picture/kg-tracks, kg-ru-exercise-picture/kg-low; sees 1 tracks instead of 0',
    );
    const loss = await commonsky(
      'treaty',
      'simulate',
      REGION,
      TRAINING,
      RATIFIED,
      '--suspend',
      'kg-ru-exercise-picture',
      '--by',
      'ru',
      '--at',
      '2024-03-01',
    );
    expect(loss.stdout).toContain('kg of ru: loses kg-ru-exercise-picture/ru-tracks');
    expect(
      await commonsky('treaty', 'simulate', REGION, '--in-force', 'kg-ru-2009-unified-base'),
    ).toMatchObject({ code: 1 });
    expect(await commonsky('treaty', 'simulate', REGION)).toMatchObject({ code: 2 });
  });

  it('compares two versions', async () => {
    const file = join(folder, 'newer.yaml');
    writeFileSync(
      file,
      readFileSync(PROTOCOL, 'utf8').replace(
        'categories: [civil, unknown]',
        'categories: [civil, unknown, state]',
      ),
    );
    const { code, stdout } = await commonsky('treaty', 'diff', PROTOCOL, file);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'wider    grants.kg-tracks.categories: ["civil","unknown"] -> ["civil","unknown","state"]\n',
    });
  });

  it('explains wrong usage and missing files', async () => {
    expect(await commonsky('treaty', 'state', REGION, '--at', 'yesterday')).toMatchObject({ code: 2 });
    expect(await commonsky('treaty', 'check', join(folder, 'absent'))).toMatchObject({ code: 3 });
  });
});

describe('commonsky audit and keys', () => {
  const audit = join(folder, 'audit');
  const passphraseFile = join(folder, 'passphrase');
  const stream = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;

  beforeAll(async () => {
    mkdirSync(audit);
    writeFileSync(passphraseFile, 'correct horse battery\n');
    const keys = join(audit, 'keys');
    await generateKeys(keys, 'aa', 'correct horse battery', 0);
    const options = { folder: streamFolder(audit, stream), name: stream, keyring: await readKeyring(keys) };
    const { store, chain } = await openAuditChain(
      options,
      await openSigner(keys, 'correct horse battery'),
      () => 0,
    );
    for (let second = 1; second <= 3; second++) {
      const leaves = [7, 8].map((track) =>
        leafOf({ track, atMs: second * 1000, bytes: utf8(`${track}`) }, nodeCrypto),
      );
      await store.write(
        [chain.append({ atMs: second * 1000, epoch: 1, rule: 't/g', leaves })],
        chain.head(second * 1000)!,
      );
    }
    await store.close();
  });

  it('verifies, shows and proves offline', async () => {
    expect(await commonsky('audit', 'verify', audit)).toEqual({
      code: 0,
      stderr: '',
      stdout: 'aa to bb, released: 3 records, 6 entries, whole, countersigned to record -1\n',
    });
    expect((await commonsky('audit', 'show', audit, '--limit', '1')).stdout).toContain(
      '1970-01-01T00:00:03.000Z  epoch 1  2 released under t/g',
    );
    const { code, stdout } = await commonsky('audit', 'prove', audit, '8', '1970-01-01T00:00:02Z');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ index: 1, record: { document: { seq: 1, rule: 't/g' } } }]);
    expect(await commonsky('audit', 'prove', audit, '9', '1970-01-01T00:00:02Z')).toMatchObject({ code: 1 });
  });

  it('finds damage and exits 1', async () => {
    const segmentFolder = streamFolder(audit, stream);
    const segment = join(
      segmentFolder,
      readdirSync(segmentFolder).find((name) => name.endsWith('.seg'))!,
    );
    const whole = readFileSync(segment);
    writeFileSync(segment, whole.subarray(0, -1));
    const { code, stdout, stderr } = await commonsky('audit', 'verify', audit);
    writeFileSync(segment, whole);
    expect(code).toBe(1);
    expect(stdout).toContain('NOT WHOLE');
    expect(stderr).toContain('not whole: aa to bb, released');
  });

  it('makes, shows and rotates keys', async () => {
    const keys = join(folder, 'keys');
    const made = await commonsky(
      'keys',
      'generate',
      keys,
      '--member',
      'kg',
      '--passphrase-file',
      passphraseFile,
    );
    expect(made.code).toBe(0);
    expect(
      await commonsky('keys', 'rotate', keys, '--revoke', '--passphrase-file', passphraseFile),
    ).toMatchObject({ code: 0 });
    expect((await commonsky('keys', 'show', keys)).stdout.match(/valid from/g)).toHaveLength(2);
    expect(
      await commonsky('keys', 'generate', keys, '--member', 'kg', '--passphrase-file', passphraseFile),
    ).toMatchObject({ code: 1 });
    expect(await commonsky('keys', 'generate', join(folder, 'k2'), '--member', 'kg')).toMatchObject({
      code: 2,
    });
  });
});
