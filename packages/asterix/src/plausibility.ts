import { createDecoder } from './decoder.ts';
import type { Category } from './definition/category.ts';
import type { Field } from './definition/field.ts';
import type { Fields, Layout } from './definition/layout.ts';

/** How well octets fit an edition. */
export interface EditionFit<C extends Category = Category> {
  readonly edition: C;
  /** 0 (noise) to 1 (every octet read, every value within its range and every code defined). */
  readonly score: number;
  readonly records: number;
  /** Share of the octets that lie in records read. */
  readonly readShare: number;
  /** Share of the values that the edition says cannot be. */
  readonly doubtShare: number;
}

interface Tally {
  values: number;
  doubts: number;
}

/** A wrong edition has a few per cent of impossible values; this makes five per cent cost a third of the score. */
const DOUBT_WEIGHT = 8;
/** An edition is suggested in place of another only when it fits better by this much: near ties are noise. */
const CLEARLY_BETTER = 0.15;

function tallyField(field: Field, value: unknown, tally: Tally): void {
  tally.values++;
  if (field.kind === 'spare') {
    if (value !== undefined) tally.doubts++;
  } else if (field.kind === 'choice' && field.meanings !== undefined) {
    if (field.meanings[value as number] === undefined) tally.doubts++;
  } else if (field.kind === 'callsign') {
    if (/[^A-Z0-9 ]/u.test(value as string)) tally.doubts++;
  } else if (typeof value === 'number') {
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
    if (value < min || value > max) tally.doubts++;
    // A time of day has 24 bits of 1/128 s, of which a third lie beyond midnight.
    else if (field.unit === 's' && field.bits === 24 && value > 86_401) tally.doubts++;
  }
}

function tallyFields(fields: Fields, value: Record<string, unknown>, tally: Tally): void {
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'spare' || value[name] !== undefined) tallyField(field, value[name], tally);
  }
}

function tallyLayout(layout: Layout, value: unknown, tally: Tally): void {
  const bag = value as Record<string, unknown>;
  switch (layout.kind) {
    case 'single':
      return tallyField(layout.field, value, tally);
    case 'fixed':
      return tallyFields(layout.fields, bag, tally);
    case 'extended':
      if (bag['more'] !== undefined) tally.doubts++;
      for (const { fields } of layout.parts) tallyFields(fields, bag, tally);
      return undefined;
    case 'repeated':
      for (const element of value as unknown[]) tallyLayout(layout.element, element, tally);
      return undefined;
    case 'repeatedFx':
      for (const element of value as unknown[])
        tallyFields(
          layout.fields,
          layout.bare ? { value: element } : (element as Record<string, unknown>),
          tally,
        );
      return undefined;
    case 'compound':
      for (const [name, member] of Object.entries(layout.items))
        if (bag[name] !== undefined) tallyLayout(member, bag[name], tally);
      return undefined;
    case 'explicit':
      if (layout.content === undefined) return undefined;
      if (bag['octets'] === undefined) tallyLayout(layout.content, bag, tally);
      else tally.doubts++;
      return undefined;
  }
}

/** How well data blocks fit one edition. Blocks of other categories do not count. */
export function editionFit<C extends Category>(edition: C, blocks: readonly Uint8Array[]): EditionFit<C> {
  const decoder = createDecoder({ categories: [edition as Category] });
  const tally: Tally = { values: 0, doubts: 0 };
  let size = 0;
  let readSize = 0;
  let records = 0;
  for (const block of blocks) {
    if (block[0] !== edition.category) continue;
    size += block.length - 3;
    for (const record of decoder.decode(block).records) {
      records++;
      readSize += record.length;
      // A report that does not say from whom it is, is none.
      tally.values++;
      if (
        (record.items as Record<string, unknown>)['i010'] === undefined &&
        edition.items['i010'] !== undefined
      )
        tally.doubts++;
      for (const [key, value] of Object.entries(record.items)) {
        const layout = edition.items[key];
        if (value !== undefined && layout !== undefined) tallyLayout(layout, value, tally);
      }
    }
  }
  const readShare = size === 0 ? 0 : readSize / size;
  const doubtShare = tally.values === 0 ? 0 : tally.doubts / tally.values;
  const score = readShare * Math.max(0, 1 - DOUBT_WEIGHT * doubtShare);
  return { edition, score, records, readShare, doubtShare };
}

export interface EditionSuggestion<C extends Category = Category> {
  /** Best first; equal scores in the order given. */
  readonly fits: readonly EditionFit<C>[];
  /** The edition to use in place of the current one, when it fits clearly better. */
  readonly suggested: C | undefined;
}

/**
 * No edition number is on the wire, and a wrong edition may read without a fault. Compares how plausible the values
 * are; some dozens of blocks of one source are enough.
 */
export function suggestEdition<C extends Category>(
  candidates: readonly C[],
  blocks: readonly Uint8Array[],
  current: C,
): EditionSuggestion<C> {
  const fits = candidates.map((candidate) => editionFit(candidate, blocks)).sort((a, b) => b.score - a.score);
  const now = editionFit(current, blocks).score;
  const [best] = fits;
  const better = best !== undefined && best.score > 0.5 && best.score - now > CLEARLY_BETTER;
  return { fits, suggested: better ? best.edition : undefined };
}
