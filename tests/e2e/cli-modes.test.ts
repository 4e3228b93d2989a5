import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesFromHex, encodeBeast } from '@commonsky/modes';
import { commonsky } from './commonsky.ts';

const folder = mkdtempSync(join(tmpdir(), 'commonsky-modes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function jsonLines(text: string): unknown[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const IDENTIFICATION = '8D4840D6202CC371C32CE0576098';
const EVEN = '8D40621D58C382D690C8AC2863A7';
const ODD = '8D40621D58C386435CC412692AD6';
const COMM_B = 'A000139381951536E024D4CCF6B5';

describe('commonsky modes explain', () => {
  it('prints every field with bits and meaning', async () => {
    const { code, stdout, stderr } = await commonsky('modes', 'explain', IDENTIFICATION);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'DF17, extended squitter',
      '',
      'bits    field           raw             meaning',
      '1-5     DF              0x11            DF17, extended squitter',
      '6-8     CA              0x5             level 2 or above, airborne',
      '9-32    AA              0x4840D6        address 4840d6 (adsb-icao)',
      '33-37   TC              0x4             type code 4: identification',
      '38-40   CA              0x0             not available',
      '41-88   identification  0x2CC371C32CE0  KLM1023',
      '89-112  PI              0x576098        parity right',
      '',
    ]);
  });

  it('gives the registers of a Comm-B reply with reasons, and JSON on request', async () => {
    const { stdout } = await commonsky('modes', 'explain', COMM_B);
    expect(stdout).toContain('register 5,0: 100.0 % probable');
    expect(stdout).toContain('track rate for the roll');
    const json = await commonsky('modes', 'explain', '--json', COMM_B);
    expect(jsonLines(json.stdout)).toMatchObject([
      { hex: COMM_B, candidates: [{ register: { bds: '50', groundSpeedKt: 438 } }] },
    ]);
  });

  it('exits 1 for a damaged message and 2 for none', async () => {
    const damaged = await commonsky('modes', 'explain', `${IDENTIFICATION.slice(0, -1)}9`);
    expect(damaged.code).toBe(1);
    expect(damaged.stdout).toContain('damaged: remainder 000001');
    const none = await commonsky('modes', 'explain', '8D48');
    expect({ code: none.code, lines: none.stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
  });
});

describe('commonsky decode of Mode S recordings', () => {
  it('decodes Beast, with positions and registers', async () => {
    const frames = [IDENTIFICATION, EVEN, ODD, EVEN, ODD].map((hex, i) =>
      encodeBeast({ timestamp: (i + 1) * 12_000_000, signal: 50, bytes: bytesFromHex(hex)! }),
    );
    const { code, stdout } = await commonsky('decode', file('a.bin', Buffer.concat(frames)));
    const lines = jsonLines(stdout);
    expect(code).toBe(0);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatchObject({
      df: 17,
      time: 1,
      fields: { address: '4840d6', me: { callsign: 'KLM1023' } },
    });
    expect(lines[4]).toMatchObject({
      fields: {
        me: { altitudeFt: 38_000 },
        position: { latDeg: expect.closeTo(52.2658, 3), lonDeg: expect.closeTo(3.9389, 3) },
      },
    });
  });

  it('decodes text, keeps what is none, and exits 1', async () => {
    const rejects = join(folder, 'rejects.jsonl');
    const lines = [
      '*8D4840D6202CC371C32CE0576098;',
      `*${COMM_B};`,
      'nonsense',
      '*8D4840D6202CC371C32CE0576099;',
    ];
    const { code, stdout } = await commonsky('decode', file('a.avr', lines.join('\n')), '--rejects', rejects);
    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([
      { df: 17, time: null },
      { df: 20, fields: { altitudeFt: 30_275, mb: '81951536e024d4', register: { bds: '50' } } },
    ]);
    expect(jsonLines(readFileSync(rejects, 'utf8'))).toMatchObject([
      { reason: 'line' },
      { reason: 'parity' },
    ]);
  });

  it.each([
    ['a.csv', `1457996400,"${IDENTIFICATION}"\n`, { df: 17, time: '2016-03-14T23:00:00.000Z' }],
    [
      'a.sbs',
      'MSG,3,1,1,4840D6,1,2018/04/03,19:02:28.298,2018/04/03,19:02:28.298,,33000,,,60.1,30.2,,,,,,0\n',
      { df: null, time: '2018-04-03T19:02:28.298Z', fields: { address: '4840d6', altitudeFt: 33_000 } },
    ],
    [
      'aircraft.json',
      '{"now":1700000000,"messages":1,"aircraft":[{"hex":"4840d6","alt_baro":"ground","seen":1}]}',
      { df: null, time: '2023-11-14T22:13:19.000Z', fields: { onGround: true } },
    ],
    [
      'opensky.json',
      '{"time":1,"states":[["4840d6","KLM1023 ","NL",1700000000,1700000000,4.7,52.3,304.8,false,100,90,0,null,null,"1000",false,0]]}',
      { df: null, fields: { callsign: 'KLM1023', squawk: '1000' } },
    ],
  ])('decodes %s', async (name, content, expected) => {
    const { code, stdout } = await commonsky('decode', file(name, content));
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([expected]);
  });
});
