/** Every category: `latest` in its newest edition, `older` the editions before. Importing this bundles them all. */
import type { Category } from './definition/category.ts';
import * as latestModule from './categories/latest.ts';
import * as olderModule from './categories/older.ts';

export * from './categories/latest.ts';
export * from './categories/older.ts';

/** One definition of each category, in its newest edition. */
export const latest = Object.values(latestModule);

/** Every definition there is, newest first within a category. */
export const editions: readonly Category[] = [...latest, ...Object.values(olderModule)];
