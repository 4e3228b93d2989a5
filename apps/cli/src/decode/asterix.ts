import { Buffer } from 'node:buffer';
import { blockAt, createDecoder, datagramsOf, editionFit, suggestEdition } from '@commonsky/asterix';
import type { Category, DecodeIssue, Framing, FramingDamage } from '@commonsky/asterix';
import { editions } from '@commonsky/asterix/all';
import type { EditionChoice } from '../asterix/editions.ts';
import { timeOfDayOf } from '../asterix/time-of-day.ts';
import { recordTree } from '../asterix/tree.ts';
import type { Progress } from '../progress.ts';
import type { DecodeSink } from './sink.ts';

/** Octets of a bad place that go into its reject. */
const REJECT_SIZE_MAX = 512;

/** Blocks of a category kept to find a better edition. */
const SAMPLE_COUNT_MAX = 50;
/** An edition that fits so well needs no comparison with others. */
const GOOD_FIT = 0.9;

/** The UTC time of day of a record's own item, as `HH:MM:SS.sssZ`. */
function timeOfDay(items: object): string | null {
  const timeS = timeOfDayOf(items);
  return timeS === undefined ? null : new Date(timeS * 1000).toISOString().slice(11);
}

/** What to say of editions that fit better than those in use. */
function editionAdvice(
  samples: ReadonlyMap<number, readonly Uint8Array[]>,
  inUse: readonly Category[],
): string[] {
  return [...samples].flatMap(([category, blocks]) => {
    const current = inUse.find((definition) => definition.category === category);
    if (current === undefined || editionFit(current, blocks).score >= GOOD_FIT) return [];
    const candidates = editions.filter((definition) => definition.category === category);
    const { suggested } = suggestEdition(candidates, blocks, current);
    if (suggested === undefined) return [];
    return [
      `category ${category} fits edition ${suggested.edition} better: --edition ${category}=${suggested.edition}`,
    ];
  });
}

/**
 * Decodes a recording of ASTERIX datagrams held in memory; `time` is the capture's where there is one. Returns advice
 * on editions for the person at the terminal.
 */
export async function decodeAsterix(
  file: string,
  bytes: Uint8Array,
  framing: Framing,
  sink: DecodeSink,
  progress: Progress,
  choice: EditionChoice,
): Promise<string[]> {
  const decoder = createDecoder<Category>(choice);
  const definitions = [...choice.categories, ...choice.rules.map(({ use }) => use)];
  const samples = new Map<number, Uint8Array[]>();
  let done = 0;
  const damages: FramingDamage[] = [];
  const rejectDamage = async (): Promise<void> => {
    for (const { offset, length, reason } of damages.splice(0)) {
      const octets = bytes.subarray(offset, offset + Math.min(length, REJECT_SIZE_MAX));
      await sink.reject({ file, offset, reason, length, hex: Buffer.from(octets).toString('hex') });
    }
  };
  for (const datagram of datagramsOf(bytes, framing, (damage) => damages.push(damage))) {
    await rejectDamage();
    const issues: DecodeIssue[] = [];
    const sample = samples.get(datagram.bytes[0]!) ?? [];
    if (sample.length < SAMPLE_COUNT_MAX) samples.set(datagram.bytes[0]!, [...sample, datagram.bytes]);
    const captured =
      datagram.capturedAtMs === undefined ? undefined : new Date(datagram.capturedAtMs).toISOString();
    for (const record of decoder.records(datagram.bytes, datagram, issues)) {
      const { category, edition, offset, length, items } = record;
      const time = captured ?? timeOfDay(items);
      const tree = (): string => {
        const definition = definitions.find((one) => one.category === category && one.edition === edition)!;
        const heading = `CAT${String(category).padStart(3, '0')} ${edition}  ${time ?? ''}  ${length} octets at ${offset}`;
        return recordTree(definition, datagram.bytes, record, heading);
      };
      await sink.record({ category, edition, time, items }, tree);
    }
    for (const { code, offset, ...detail } of issues) {
      const block = blockAt(datagram.bytes, detail.block ?? offset);
      const octets = block.subarray(0, REJECT_SIZE_MAX);
      await sink.reject({ file, offset, reason: code, ...detail, hex: Buffer.from(octets).toString('hex') });
    }
    done += datagram.bytes.length;
    progress.update(done, bytes.length, `${sink.counts.records} records`);
  }
  await rejectDamage();
  return editionAdvice(samples, choice.categories);
}
