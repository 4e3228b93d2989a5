/**
 * Writes packages/asterix/src/categories from the facts of ../shared/reference/asterix-specs.
 * Run by hand when the facts, names or corrections change: `node scripts/generate-asterix.ts`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createEmitter, keyOf } from './asterix/emit.ts';
import { parseExpansion, parseSpec } from './asterix/parse.ts';
import type { ExpansionSpec, Spec } from './asterix/parse.ts';

const FACTS = new URL('../../shared/reference/asterix-specs/', import.meta.url);
const TARGET = new URL('../packages/asterix/src/categories/', import.meta.url);
const CHECK = process.argv.includes('--print');

const rank = (edition: string): number => {
  const [main, sub] = edition.split('.').map(Number);
  return main! * 1000 + sub!;
};
const quote = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

interface Edition {
  readonly spec: Spec;
  readonly expansion: ExpansionSpec | undefined;
  readonly items: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, string>;
  readonly uap: string;
  readonly emitter: ReturnType<typeof createEmitter>;
}

function emit(spec: Spec, expansion: ExpansionSpec | undefined): Edition {
  const emitter = createEmitter(spec.category);
  const items = new Map<string, string>();
  const titles = new Map<string, string>();
  const used = new Set(Object.values(spec.uaps.uaps).flat());
  for (const item of spec.items) {
    if (!used.has(item.name)) continue;
    const key = keyOf(item.name);
    items.set(
      key,
      key === 're' && expansion !== undefined ? emitter.expansion(expansion) : emitter.item(item),
    );
    if (key !== 're' && key !== 'sp') titles.set(key, item.title);
  }
  return { spec, expansion, items, titles, uap: emitter.uap(spec), emitter };
}

const LAYOUTS = new Set([
  'fixed', 'single', 'extended', 'extendedClosed', 'repeated', 'repeatedFx', 'repeatedFxGroup', 'compound', 'gap', 'expansion', 'explicit',
]); // prettier-ignore

const importOf = (names: readonly string[], path: string): string =>
  names.length === 0 ? '' : `import { ${names.join(', ')} } from '../../definition/${path}.ts';\n`;

function head(builders: Iterable<string>, extra: readonly string[]): string {
  const sorted = [...builders].sort();
  return (
    importOf(extra, 'category') +
    importOf(
      sorted.filter((name) => !LAYOUTS.has(name)),
      'field',
    ) +
    importOf(
      sorted.filter((name) => LAYOUTS.has(name)),
      'layout',
    )
  );
}

const tablesOf = (edition: Edition, sources: readonly string[]): string =>
  [...edition.emitter.tables]
    .filter(([name]) => sources.some((source) => new RegExp(`\\b${name}\\b`, 'u').test(source)))
    .map(([name, source]) => `const ${name} = ${source};\n`)
    .join('');

const buildersIn = (sources: readonly string[], edition: Edition): string[] =>
  [...edition.emitter.builders].filter((name) =>
    sources.some(
      (source) => source === name || new RegExp(`\\b${name}\\(|: ${name}(?= |,|$)`, 'u').test(source),
    ),
  );

function latestFile(edition: Edition, name: string): string {
  const { spec, expansion } = edition;
  const sources = [...edition.items.values()];
  return `// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
${head(buildersIn(sources, edition), ['defineCategory'])}import type { RecordOf } from '../../definition/category.ts';

${tablesOf(edition, [...sources, edition.uap])}
export const ${name} = /* @__PURE__ */ defineCategory({
  category: ${spec.category},
  edition: ${quote(spec.edition)},${expansion === undefined ? '' : `\n  expansionEdition: ${quote(expansion.edition)},`}
  source: 'EUROCONTROL ASTERIX Category ${String(spec.category).padStart(3, '0')}',
  title: ${quote(spec.title)},
  uap: ${edition.uap},
  items: {
${[...edition.items].map(([key, source]) => `    ${key}: ${source},`).join('\n')}
  },
  titles: {
${[...edition.titles].map(([key, title]) => `    ${key}: ${quote(title)},`).join('\n')}
  },
});
export type ${name[0]!.toUpperCase()}${name.slice(1)} = RecordOf<typeof ${name}>;
`;
}

/** Each edition tells what it has different from the next newer one. */
function olderFile(edition: Edition, base: Edition, name: string, baseIsLatest: boolean): string {
  const baseEdition = base.spec.edition;
  const baseName = baseIsLatest ? name : `${name}Edition${baseEdition.replace('.', '')}`;
  const changed = [...edition.items].filter(
    ([key, source]) => base.items.get(key) !== source || !sameTables(edition, base, source),
  );
  const titles = [...edition.titles].filter(([key, title]) => base.titles.get(key) !== title);
  const sources = changed.map(([, source]) => source);
  const sameUap = edition.uap === base.uap && sameTables(edition, base, edition.uap);
  const versionName = `${name}Edition${edition.spec.edition.replace('.', '')}`;
  return `// Written by scripts/generate-asterix.ts: what edition ${edition.spec.edition} has different from ${baseEdition}.
${head(buildersIn(sources, edition), ['defineEdition'])}import { ${baseName} } from './${baseEdition}.ts';

${tablesOf(edition, [...sources, ...(sameUap ? [] : [edition.uap])])}
export const ${versionName} = /* @__PURE__ */ defineEdition(${baseName}, {
  edition: ${quote(edition.spec.edition)},${edition.expansion === undefined ? '' : `\n  expansionEdition: ${quote(edition.expansion.edition)},`}
${sameUap ? '' : `  uap: ${edition.uap},\n`}${changed.length === 0 ? '' : `  items: {\n${changed.map(([key, source]) => `    ${key}: ${source},`).join('\n')}\n  },\n`}${titles.length === 0 ? '' : `  titles: {\n${titles.map(([key, title]) => `    ${key}: ${quote(title)},`).join('\n')}\n  },\n`}});
`;
}

const sameTables = (a: Edition, b: Edition, source: string): boolean =>
  [...source.matchAll(/\b(?:TABLE_\d+|[A-Z]{4,})\b/gu)].every(
    ([name]) => a.emitter.tables.get(name) === b.emitter.tables.get(name),
  );

rmSync(TARGET, { recursive: true, force: true });
const all: string[] = [];
const olderAll: string[] = [];
for (const folder of readdirSync(FACTS)
  .filter((entry) => /^cat\d{3}$/u.test(entry))
  .sort()) {
  const files = readdirSync(new URL(`${folder}/`, FACTS));
  const read = (file: string): string => readFileSync(new URL(`${folder}/${file}`, FACTS), 'utf8');
  const specs = files
    .filter((f) => f.startsWith('cat-'))
    .map((f) => parseSpec(read(f)))
    .sort((a, b) => rank(b.edition) - rank(a.edition));
  const expansions = files
    .filter((f) => f.startsWith('ref-'))
    .map((f) => parseExpansion(read(f)))
    .sort((a, b) => rank(b.edition) - rank(a.edition));
  const target = new URL(`${folder}/`, TARGET);
  mkdirSync(target, { recursive: true });
  // Editions count down together: the newest expansion goes with the newest edition, older ones with older ones.
  const editions = specs.map((spec, index) =>
    emit(spec, rank(spec.edition) < 1000 ? undefined : expansions[Math.min(index, expansions.length - 1)]),
  );
  const [latest, ...older] = editions;
  const write = (file: string, text: string): void => writeFileSync(new URL(file, target), text);
  write(`${latest!.spec.edition}.ts`, latestFile(latest!, folder));
  for (const [index, edition] of older.entries()) {
    write(`${edition.spec.edition}.ts`, olderFile(edition, editions[index]!, folder, index === 0));
    olderAll.push(
      `export { ${folder}Edition${edition.spec.edition.replace('.', '')} } from './${folder}/${edition.spec.edition}.ts';`,
    );
  }
  write('index.ts', `export { ${folder}, type C${folder.slice(1)} } from './${latest!.spec.edition}.ts';\n`);
  all.push(`export { ${folder}, type C${folder.slice(1)} } from './${folder}/index.ts';`);
}
writeFileSync(
  new URL('latest.ts', TARGET),
  `// Written by scripts/generate-asterix.ts: every category in its latest edition.\n${all.join('\n')}\n`,
);
writeFileSync(
  new URL('older.ts', TARGET),
  `// Written by scripts/generate-asterix.ts: the editions before the latest.\n${olderAll.join('\n')}\n`,
);
if (!CHECK) execFileSync('oxfmt', ['--write', TARGET.pathname], { stdio: 'inherit' });
