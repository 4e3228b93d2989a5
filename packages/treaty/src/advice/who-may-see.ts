import { decide, type DenyReason, type ReleaseFilter } from '../release/filter.ts';
import type { ReleaseItem } from '../release/item.ts';

/** One partner's view of one thing: the articles that release it, or why it is not released. */
export interface Visibility {
  readonly recipient: string;
  readonly articles: readonly string[];
  readonly rules: readonly string[];
  readonly deniedBecause: DenyReason | undefined;
}

/** Who may see `item` now, under which article: for the provider's own officers, never for a partner. */
export function whoMaySee(filters: readonly ReleaseFilter[], item: ReleaseItem, nowMs: number): Visibility[] {
  return filters.map((filter) => {
    const { recipient } = filter;
    const decision = decide(filter, item, nowMs);
    return decision.release
      ? {
          recipient,
          articles: decision.terms.articles,
          rules: decision.terms.rules,
          deniedBecause: undefined,
        }
      : { recipient, articles: [], rules: [], deniedBecause: decision.reason };
  });
}
