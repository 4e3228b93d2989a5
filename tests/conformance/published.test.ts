import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packPackages, type Packed } from '../../scripts/pack.ts';

let packed: readonly Packed[] = [];
beforeAll(async () => {
  packed = await packPackages();
}, 120_000);

/** What plain JavaScript prints that imports the packages as a user's project would. */
function run(source: string): string {
  const cwd = dirname(dirname(dirname(packed[0]!.folder)));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: join(cwd),
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('the packages as published', () => {
  it('have exports, types and files that a registry checker accepts', () => {
    expect(packed.flatMap(({ name, complaints }) => complaints.map((text) => `${name}: ${text}`))).toEqual(
      [],
    );
    expect(packed.map(({ name }) => name)).toContain('@commonsky/asterix');
  });

  it('decode ASTERIX from plain JavaScript', () => {
    expect(
      run(`
        import { createDecoder, fromHex } from '@commonsky/asterix';
        import { cat034 } from '@commonsky/asterix/cat034';
        const { records } = createDecoder({ categories: [cat034] }).decode(fromHex('22000AE00102010A8000'));
        console.log(records[0].items.i030.timeOfDay);
      `),
    ).toBe('5376\n');
  });

  it('decode Mode S from plain JavaScript', () => {
    expect(
      run(`
        import { decodeModes } from '@commonsky/modes';
        const octets = Uint8Array.from('8D4840D6202CC371C32CE0576098'.match(/../g), (x) => parseInt(x, 16));
        console.log(decodeModes(octets).me.callsign);
      `),
    ).toBe('KLM1023\n');
  });
});
