import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datagramsOf } from '@commonsky/asterix';
import { afterAll, describe, expect, it } from 'vitest';
import { pcapOf } from '../../bench/pcap.ts';
import { sharedData } from '../shared-data.ts';
import { compareWithTshark } from './asterix-tshark.ts';

const data = sharedData('asterix/');

function hasTshark(): boolean {
  try {
    return /Wireshark\) 4\.0/u.test(
      execFileSync('tshark', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return false;
  }
}

/** Every record of every recording takes minutes of tshark; without this the four long ones are compared up to here. */
const DATAGRAMS_MAX = process.env['ASTERIX_DIFFERENTIAL'] === 'full' ? Number.POSITIVE_INFINITY : 1000;

/** What differs and why we are right, class by class; docs/asterix-differences.md has the judgements in full. */
const JUDGED: readonly RegExp[] = [
  // Six-bit codes without a character, and octets of 0 in text: tshark shows blanks, we keep them apart.
  /^(?:010 i245|020 i245|062 i245)\.(?:characters|identification)$/u,
  /^048 i240\.aircraftIdentification$/u,
  /^062 i380\.targetIdentification$/u,
  /^062 i390\.runway\.(?:first|second|letter)$/u,
  // tshark does not look into expansion and special purpose fields.
  /^\d{3} (?:RE|SP): number of values$/u,
  // tshark takes I010/202 and I010/210 to have an LSB of 1/16; their ranges and the ground speed beside them say 1/4.
  /^010 i202\.v[xy]$/u,
  /^010 i210\.a[xy]$/u,
  // tshark masks these two-bit fields wrongly: it shows 0 for both whatever they are.
  /^019 i553\.reftr[34]$/u,
  // tshark shows the first element only of an item that repeats by extension bits.
  /^001 (?:130|210|030): number of values$/u,
  /^002 (?:050|060|080): number of values$/u,
  // tshark leaves I062/340 and the rest of the record when the height in it is absent.
  /^062 340: number of values$/u,
  // tshark shows what it can of records that are cut or broken; we reject a record whole.
  /^\d{3} record only theirs$/u,
  // tshark reads tracks of CAT001 by the profile of plots.
  /^001 (?:(?:050|060|070|090|120|131|130|161|170|200|210|030): number of values|i040\.(?:rho|theta)|i070\.(?:mode3A|smoothed)|i141\.truncatedTimeOfDay|record only ours)$/u,
];

/** CAT062 of an edition without public facts: both decoders read noise in it. */
const NOISE = new Set(['croatiacontrol/asterix.pcap']);

describe.skipIf(data === undefined || !hasTshark())('tshark', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterix-tshark-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it(
    'gives the same value for every field of every record, but for the judged classes',
    { timeout: 600_000 },
    async () => {
      const files = readdirSync(data!, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\/.+\./u.test(name))
        .sort();
      let records = 0;
      let values = 0;
      const unjudged: unknown[] = [];
      const small: Uint8Array[] = [];
      const compare = async (datagrams: readonly Uint8Array[]): Promise<void> => {
        const file = join(folder, 'input.pcap');
        writeFileSync(file, pcapOf(datagrams));
        const result = await compareWithTshark(datagrams, file);
        records += result.records;
        values += result.values;
        for (const found of result.disagreements.values())
          if (!JUDGED.some((judged) => judged.test(found.subject))) unjudged.push(found);
      };
      for (const name of files) {
        if (NOISE.has(name)) continue;
        const datagrams = [...datagramsOf(readFileSync(new URL(name, data)))].map(({ bytes }) => bytes);
        if (datagrams.length <= 1000) small.push(...datagrams);
        else await compare(datagrams.slice(0, DATAGRAMS_MAX));
      }
      await compare(small);
      expect(unjudged).toEqual([]);
      expect(records).toBeGreaterThan(4000);
      expect(values).toBeGreaterThan(100_000);
      process.stdout.write(`tshark: ${records} records, ${values} values compared\n`);
    },
  );
});
