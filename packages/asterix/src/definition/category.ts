import { AsterixError } from '../errors.ts';
import type { Layout, LayoutValue } from './layout.ts';

export type Items = Readonly<Record<string, Layout>>;

/** User application profile: item keys in FSPEC order, `''` where no item belongs to the bit. `'rfs'` is random field sequencing. */
export type Uap = readonly string[];

/** Several profiles in one category, chosen by a code at the start of an item that stands early in all of them. */
export interface UapChoice {
  /** Key of the choosing item; its position in the FSPEC is the same in all profiles. */
  readonly item: string;
  /** Leading bits of that item which are the code. */
  readonly bits: number;
  /** Profile of each code; a record without the item has the profile of code 0. */
  readonly uaps: Readonly<Record<number, Uap>>;
}

/** One category in one edition. Item keys are `i` and the standard's number: I048/040 is `i040`. */
export interface Category<C extends number = number, I extends Items = Items> {
  readonly category: C;
  readonly edition: string;
  /** Edition of the expansion field (`re`), when it is defined here. */
  readonly expansionEdition?: string;
  readonly source: string;
  readonly title: string;
  readonly uap: Uap | UapChoice;
  readonly items: I;
  readonly titles: Readonly<Record<string, string>>;
}

/** One item out of its order, as CAT001 and CAT002 allow. */
export interface RandomField {
  readonly item: string;
  readonly value: unknown;
}

/** Items of a record of this category, typed; absent items are undefined. */
export type RecordOf<C extends Category> = {
  readonly [K in keyof C['items']]?: LayoutValue<C['items'][K]> | undefined;
} & { readonly rfs?: readonly RandomField[] | undefined };

const isChoice = (uap: Uap | UapChoice): uap is UapChoice => !Array.isArray(uap);

/** All profiles of a category. */
export function uapsOf(category: Category): readonly Uap[] {
  return isChoice(category.uap) ? [...new Set(Object.values(category.uap.uaps))] : [category.uap];
}

export function uapChoiceOf(category: Category): UapChoice | undefined {
  return isChoice(category.uap) ? category.uap : undefined;
}

function checked<T extends Category>(category: T): T {
  for (const uap of uapsOf(category)) {
    for (const key of uap) {
      if (key === '' || key === 'rfs' || key in category.items) continue;
      const where = `CAT${String(category.category).padStart(3, '0')} ${category.edition}`;
      throw new AsterixError(
        'ASTERIX_ERR_DEFINITION',
        `${where}: the profile names ${key}, which is not defined`,
      );
    }
  }
  return category;
}

/** Keeps the literal types from which {@link RecordOf} infers. @throws {AsterixError} when the profile names an unknown item. */
export function defineCategory<const C extends number, const I extends Items>(
  category: Category<C, I>,
): Category<C, I> {
  return checked(category);
}

/** An edition told by what differs from another one; items the profile does not name are unreachable. */
export function defineEdition<const C extends number, const I extends Items, const J extends Items>(
  base: Category<C, I>,
  edition: {
    readonly edition: string;
    readonly expansionEdition?: string;
    readonly source?: string;
    readonly uap?: Uap | UapChoice;
    readonly items?: J;
    readonly titles?: Readonly<Record<string, string>>;
  },
): Category<C, Omit<I, keyof J> & J> {
  const items = { ...base.items, ...edition.items } as unknown as Omit<I, keyof J> & J;
  return checked({ ...base, ...edition, items, titles: { ...base.titles, ...edition.titles } });
}
