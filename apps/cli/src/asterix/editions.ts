import type { Category, EditionRule } from '@commonsky/asterix';
import { editions, latest } from '@commonsky/asterix/all';
import { CliError, ExitCode } from '../errors.ts';

/** `048`, `48`, `cat048`, with an edition if wanted. @throws {CliError} naming what there is. */
export function definitionOf(category: string, edition?: string): Category {
  const number = Number(category.toLowerCase().replace(/^cat/u, ''));
  const known = editions.filter((definition) => definition.category === number);
  if (known.length === 0) {
    const all = [...new Set(editions.map((definition) => definition.category))].sort((a, b) => a - b);
    throw new CliError(ExitCode.usage, `no category "${category}"; there are ${all.join(', ')}`);
  }
  const found = edition === undefined ? known[0] : known.find((definition) => definition.edition === edition);
  if (found !== undefined) return found;
  const have = known.map((definition) => definition.edition).join(', ');
  throw new CliError(ExitCode.usage, `no edition "${edition}" of category ${number}; there are ${have}`);
}

export interface EditionChoice {
  readonly categories: readonly Category[];
  readonly rules: readonly EditionRule<Category>[];
}

/** `21=0.26` for all blocks, `21@25/3=0.26` for one source, `21:8600=0.26` for one port. @throws {CliError} */
export function editionChoice(texts: readonly string[]): EditionChoice {
  const categories: Category[] = [...latest];
  const rules: EditionRule<Category>[] = [];
  for (const text of texts) {
    const parts =
      /^(?<category>\w+)(?:@(?<sac>\d+)\/(?<sic>\d+))?(?::(?<port>\d+))?=(?<edition>[\d.]+)$/u.exec(
        text,
      )?.groups;
    if (parts === undefined) {
      throw new CliError(ExitCode.usage, `--edition ${text}: say 21=0.26, 21@SAC/SIC=0.26 or 21:PORT=0.26`);
    }
    const use = definitionOf(parts['category']!, parts['edition']);
    const { sac, sic, port } = parts;
    if (sac === undefined && port === undefined) {
      categories[categories.findIndex(({ category }) => category === use.category)] = use;
    } else {
      rules.push({
        use,
        ...(sac !== undefined && { sac: Number(sac), sic: Number(sic) }),
        ...(port !== undefined && { port: Number(port) }),
      });
    }
  }
  return { categories, rules };
}
