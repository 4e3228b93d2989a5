/** Every category: `latest` in its newest edition, `older` the editions before. Importing this bundles them all. */
import type { Category } from './definition/category.ts';
import * as latestModule from './categories/latest.ts';
import * as olderModule from './categories/older.ts';

export * from './categories/latest.ts';
export * from './categories/older.ts';

/** One definition of each category, in its newest edition. */
export const latest = /* @__PURE__ */ Object.values(latestModule);

const rank = ({ category, edition }: Category): number => {
  const [main, sub] = edition.split('.').map(Number);
  return category * 1e6 - main! * 1000 - sub!;
};

/** Every definition there is: by category, newest first. */
export const editions: readonly Category[] = /* @__PURE__ */ everyEdition();

function everyEdition(): Category[] {
  const every: Category[] = [...latest, ...Object.values(olderModule)];
  return every.sort((a, b) => rank(a) - rank(b));
}
