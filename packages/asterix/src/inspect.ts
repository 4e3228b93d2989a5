import { readLayout } from './codec/interpret-read.ts';
import { createReadState } from './codec/issue.ts';
import { uapsOf } from './definition/category.ts';
import type { Category, Uap } from './definition/category.ts';
import type { Fields, Layout } from './definition/layout.ts';

export interface ItemRange {
  readonly key: string;
  /** First octet, and the octet after the last. */
  readonly start: number;
  readonly end: number;
}

/** Items announced by the presence octets from `start`, and the octet after those. */
function announced(
  uap: Uap,
  bytes: Uint8Array,
  start: number,
): { readonly keys: string[]; readonly end: number } {
  const keys: string[] = [];
  for (let p = start; ; p++) {
    for (let bit = 0; bit < 7; bit++)
      if ((bytes[p]! & (0x80 >> bit)) !== 0) keys.push(uap[(p - start) * 7 + bit] ?? '');
    if ((bytes[p]! & 1) === 0) return { keys, end: p + 1 };
  }
}

/**
 * Where the items of a decoded record lie in its octets, for showing them side by side. Random fields end the list.
 * @param record As `decode` gave it, with the same bytes.
 */
export function itemRanges(
  category: Category,
  bytes: Uint8Array,
  record: { readonly offset: number; readonly length: number; readonly items: object },
): ItemRange[] {
  const { offset, length, items } = record;
  const present = (key: string): boolean => (items as Record<string, unknown>)[key] !== undefined;
  const profile = uapsOf(category)
    .map((uap) => announced(uap, bytes, offset))
    .find(({ keys }) => keys.every(present));
  const ranges: ItemRange[] = [];
  const state = createReadState();
  let p = profile?.end ?? offset + length;
  for (const key of profile?.keys ?? []) {
    const layout = category.items[key];
    if (layout === undefined || readLayout(layout, bytes, p, offset + length, state, key) === undefined)
      break;
    ranges.push({ key, start: p, end: state.at });
    p = state.at;
  }
  return ranges;
}

/** Names in a record that its category does not have, as paths: a misspelt name would otherwise be left out in silence. */
export function unknownNames(category: Category, items: object): string[] {
  const found: string[] = [];
  for (const [key, value] of Object.entries(items) as [string, unknown][]) {
    const layout = category.items[key];
    if (layout !== undefined) inLayout(layout, value, key, found);
    else if (key !== 'rfs') found.push(key);
  }
  return found;
}

function inNames(names: readonly string[], value: unknown, path: string, found: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(value)) if (!names.includes(name)) found.push(`${path}.${name}`);
}

const namesOf = (fields: Fields): string[] => Object.keys(fields);

function inLayout(layout: Layout, value: unknown, path: string, found: string[]): void {
  switch (layout.kind) {
    case 'single':
      return undefined;
    case 'fixed':
      return inNames(namesOf(layout.fields), value, path, found);
    case 'extended':
      return inNames([...layout.parts.flatMap(({ fields }) => namesOf(fields)), 'more'], value, path, found);
    case 'repeated':
    case 'repeatedFx':
      if (!Array.isArray(value)) return undefined;
      for (const element of value as unknown[]) {
        if (layout.kind === 'repeated') inLayout(layout.element, element, path, found);
        else if (!layout.bare) inNames(namesOf(layout.fields), element, path, found);
      }
      return undefined;
    case 'compound': {
      inNames(Object.keys(layout.items), value, path, found);
      for (const [name, member] of Object.entries(layout.items)) {
        const part = (value as Record<string, unknown> | null)?.[name];
        if (part !== undefined) inLayout(member, part, `${path}.${name}`, found);
      }
      return undefined;
    }
    case 'explicit': {
      if (layout.content === undefined) return inNames(['octets'], value, path, found);
      const { octets, ...content } = value as Record<string, unknown>;
      return octets === undefined ? inLayout(layout.content, content, path, found) : undefined;
    }
  }
}
