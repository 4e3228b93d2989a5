import type { Command } from 'commander';
import { lintCategory } from '@commonsky/asterix';
import type { Category, Fields, Layout } from '@commonsky/asterix';
import { editions } from '@commonsky/asterix/all';
import { definitionOf } from '../asterix/editions.ts';
import { itemName } from '../asterix/tree.ts';
import { openOutput } from '../output.ts';

type Field = Fields[string];

function fieldText(name: string, field: Field): string {
  const { kind, bits, lsb, unit, min, max, meanings } = field;
  const parts = [`${bits} bit${bits === 1 ? '' : 's'}`, kind];
  if (lsb !== undefined || unit !== undefined)
    parts.push(`LSB ${Number((lsb ?? 1).toPrecision(9))}${unit === undefined ? '' : ` ${unit}`}`);
  if (min !== undefined || max !== undefined) parts.push(`${min ?? ''}…${max ?? ''}`);
  if (meanings !== undefined)
    parts.push(
      Object.entries(meanings)
        .map(([code, text]) => `${code} ${text}`)
        .join(' | '),
    );
  return `${name}: ${parts.join(', ')}`;
}

function* fieldLines(fields: Fields, indent: string): Generator<string> {
  for (const [name, field] of Object.entries(fields)) {
    yield indent + fieldText(name, field);
    for (const [code, chosen] of Object.entries(field.cases ?? {}))
      yield `${indent}  ${fieldText(`if ${field.by} is ${code}`, chosen)}`;
  }
}

function* layoutLines(layout: Layout, indent: string): Generator<string> {
  const next = `${indent}  `;
  switch (layout.kind) {
    case 'single':
      yield indent + fieldText('value', layout.field);
      return;
    case 'fixed':
      yield `${indent}${layout.size} octet${layout.size === 1 ? '' : 's'}`;
      yield* fieldLines(layout.fields, next);
      return;
    case 'extended':
      for (const [index, part] of layout.parts.entries()) {
        yield `${indent}part ${index + 1}, ${part.size} octet${part.size === 1 ? '' : 's'}${layout.closed && index === layout.parts.length - 1 ? '' : ' with extension bit'}`;
        yield* fieldLines(part.fields, next);
      }
      return;
    case 'repeated':
      yield `${indent}counted elements of`;
      yield* layoutLines(layout.element, next);
      return;
    case 'repeatedFx':
      yield `${indent}elements with extension bit`;
      yield* fieldLines(layout.fields, next);
      return;
    case 'compound':
      yield `${indent}announced by presence bits`;
      for (const [name, member] of Object.entries(layout.items)) {
        if (name.startsWith('gap')) continue;
        yield `${next}${name}`;
        yield* layoutLines(member, `${next}  `);
      }
      return;
    case 'explicit':
      yield `${indent}length, then content`;
      if (layout.content !== undefined) yield* layoutLines(layout.content, next);
      return;
  }
}

/** Items, widths, scales and codes of a category, as lines. */
export function* describeCategory(definition: Category): Generator<string> {
  const { category, edition, title, expansionEdition, items, titles } = definition;
  const others = editions.filter((other) => other.category === category).map((other) => other.edition);
  yield `CAT${String(category).padStart(3, '0')} ${title}, edition ${edition}${expansionEdition === undefined ? '' : `, expansion field ${expansionEdition}`} (editions: ${others.join(', ')})`;
  for (const [key, layout] of Object.entries(items)) {
    yield '';
    yield `${itemName(category, key)} ${titles[key] ?? ''}`.trimEnd();
    yield* layoutLines(layout, '  ');
  }
  for (const { path, message } of lintCategory(definition)) yield `note: ${path} ${message}`;
}

export function define(command: Command): void {
  command
    .command('describe')
    .description('items, widths, scales and codes of a category')
    .argument('<category>', 'such as 048')
    .option('--edition <edition>', 'another edition than the latest')
    .option('--item <number>', 'only this item, such as 040')
    .action(async (category: string, { edition, item }: { edition?: string; item?: string }) => {
      const definition = definitionOf(category, edition);
      const output = await openOutput();
      const wanted = item === undefined ? undefined : itemName(definition.category, item.toLowerCase());
      let shown = wanted === undefined;
      for (const line of describeCategory(definition)) {
        if (wanted !== undefined && line.startsWith('I'))
          shown = line === wanted || line.startsWith(`${wanted} `);
        if (shown && !(wanted !== undefined && line === '')) await output.line(line);
      }
      await output.close();
    });
  command
    .command('list')
    .description('categories and their editions')
    .action(async () => {
      const output = await openOutput();
      for (const category of new Set(editions.map((definition) => definition.category))) {
        const all = editions.filter((definition) => definition.category === category);
        await output.line(
          `${String(category).padStart(3, '0')}  ${all[0]!.title}  (${all.map(({ edition }) => edition).join(', ')})`,
        );
      }
      await output.close();
    });
}
