import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromHex } from '@commonsky/asterix';
import { afterAll, describe, expect, it } from 'vitest';
import { commonsky } from './commonsky.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonsky-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

//                     CAT LEN  FSPEC 010   000 030
const NORTH = fromHex('22 000A  E0    01 02 01  0A 80 00');
const UNKNOWN = fromHex('FE 0005 80 00');

describe('commonsky decode', () => {
  it('prints one JSON object a record and says how many', async () => {
    const { code, stdout, stderr } = await commonsky('decode', file('good.ast', NORTH));
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        category: 34,
        edition: '1.29',
        time: '01:29:36.000Z',
        items: { i000: { messageType: 1 }, i010: { sac: 1, sic: 2 }, i030: { timeOfDay: 5376 } },
      },
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'commonsky: 1 records\n' });
  });

  it('decodes what is good beside what is not, keeps the rejects, and exits 1', async () => {
    const rejects = join(folder, 'rejects.jsonl');
    const bytes = new Uint8Array([...NORTH, ...UNKNOWN, ...NORTH, ...NORTH.subarray(0, 7)]);
    const { code, stdout, stderr } = await commonsky(
      'decode',
      file('mixed.ast', bytes),
      '--rejects',
      rejects,
    );
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'commonsky: 2 records, 2 rejects (unknown-category 1, truncated 1)\n',
    });
    const kept = readFileSync(rejects, 'utf8').trim().split('\n');
    expect(kept.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { reason: 'unknown-category', category: 254, hex: 'fe00058000' },
      { reason: 'truncated', hex: '22000ae0010201' },
    ]);
  });
});

it('decodes the files it can read when one cannot be', async () => {
  const good = file('beside.ast', NORTH);
  const { code, stdout, stderr } = await commonsky('decode', good, join(folder, 'absent.ast'), good);
  expect(stdout.trim().split('\n')).toHaveLength(2);
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: `commonsky: there is no file ${join(folder, 'absent.ast')}\ncommonsky: 2 records\n`,
  });
});

it('says when standard output is full', async () => {
  const { code, stderr } = await commonsky('decode', '-o', '/dev/full', file('full.ast', NORTH));
  expect({ code, lines: stderr.split('\n') }).toEqual({
    code: 3,
    lines: ['commonsky: the disk is full', ''],
  });
});

describe('bad input is one line that says what to do', () => {
  const random = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 0xff);
  const locked = file('locked.ast', NORTH);
  chmodSync(locked, 0);
  const asRoot = process.getuid?.() === 0;

  it.each([
    ['random octets', 1, 'nothing here could be decoded', ['decode', file('random.bin', random)]],
    ['an empty file', 1, 'is empty', ['decode', file('empty.ast', new Uint8Array())]],
    ['a cut file', 1, 'nothing here could be decoded', ['decode', file('cut.ast', NORTH.subarray(0, 6))]],
    ['an unknown category', 1, 'unknown-category 1', ['decode', file('unknown.ast', UNKNOWN)]],
    ['an absent file', 3, 'there is no file', ['decode', join(folder, 'absent.ast')]],
    ['a folder', 3, 'is a folder', ['decode', folder]],
    ['an unknown option', 2, "unknown option '--nope'", ['decode', '--nope', locked]],
    ['an unknown command', 2, "unknown command 'decod'", ['decod']],
    ['an unknown format', 2, 'no format "xml"', ['decode', '--format', 'xml', locked]],
  ])('%s', async (_, exitCode, advice, args) => {
    const { code, stdout, stderr } = await commonsky(...args);
    expect(code).toBe(exitCode);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^commonsky: /);
    expect(stderr).toContain(advice);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.skipIf(asRoot)('a file without permission', async () => {
    const { code, stderr } = await commonsky('decode', locked);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `commonsky: ${locked} may not be read: change its permissions\n`,
    });
  });
});

describe('commonsky config check', () => {
  it('accepts the example', async () => {
    const example = fileURLToPath(new URL('../../docs/node.yaml', import.meta.url));
    const { code, stdout } = await commonsky('config', 'check', example);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${example}: good (kg)\n` });
  });

  it('says every fault with its path', async () => {
    const text = 'members:\n  - id: kg\n    inputs: []\n    colour: red\n';
    const path = file('bad.yaml', Buffer.from(text));
    const { code, stdout, stderr } = await commonsky('config', 'check', path);
    expect(code).toBe(1);
    expect(stdout).toContain('members[0].inputs: ');
    expect(stdout).toContain('members[0]: has no setting named colour');
    expect(stderr).toBe(`commonsky: ${path}: 3 faults\n`);
  });
});

describe('help', () => {
  it('lists every command and the exit codes', async () => {
    const { code, stdout } = await commonsky('--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/decode .*\n/);
    expect(stdout).toContain('Exit codes: 0 done, 1');
  });
});
