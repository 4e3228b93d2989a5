import { itemRanges, toHex } from '@commonsky/asterix';
import type { Category, Fields, Layout } from '@commonsky/asterix';

type Field = Fields[string];

/** `I048/040` */
export const itemName = (category: number, key: string): string =>
  `I${String(category).padStart(3, '0')}/${key.replace(/^i/u, '').toUpperCase()}`;

function valueText(field: Field, value: unknown): string {
  if (Array.isArray(value)) return toHex(Uint8Array.from(value as number[]));
  if (typeof value === 'string') return JSON.stringify(value);
  const meaning = field.meanings?.[Number(value)];
  if (typeof value === 'boolean')
    return meaning === undefined ? (value ? 'yes' : 'no') : `${value ? 1 : 0} (${meaning})`;
  const number =
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
  if (meaning !== undefined) return `${String(number)} (${meaning})`;
  return field.unit === undefined ? String(number) : `${String(number)} ${field.unit}`;
}

const INDENT = '  ';

function* fieldLines(fields: Fields, value: Record<string, unknown>, indent: string): Generator<string> {
  for (const [name, field] of Object.entries(fields)) {
    const one = value[name];
    if (one === undefined) continue;
    const scaled = field.cases?.[Number(value[field.by ?? ''])] ?? field;
    yield `${indent}${name} ${valueText(scaled, one)}`;
  }
}

function* layoutLines(layout: Layout, value: unknown, indent: string): Generator<string> {
  const bag = value as Record<string, unknown>;
  switch (layout.kind) {
    case 'single':
      yield `${indent}${valueText(layout.field, value)}`;
      return;
    case 'fixed':
      yield* fieldLines(layout.fields, bag, indent);
      return;
    case 'extended':
      for (const { fields } of layout.parts) yield* fieldLines(fields, bag, indent);
      if (bag['more'] !== undefined) yield `${indent}more ${toHex(Uint8Array.from(bag['more'] as number[]))}`;
      return;
    case 'repeated':
    case 'repeatedFx':
      for (const [index, element] of (value as unknown[]).entries()) {
        if (layout.kind === 'repeatedFx') {
          if (layout.bare) yield `${indent}${valueText(layout.fields['value']!, element)}`;
          else yield* fieldLines(layout.fields, element as Record<string, unknown>, indent);
        } else {
          yield `${indent}${index + 1}`;
          yield* layoutLines(layout.element, element, indent + INDENT);
        }
      }
      return;
    case 'compound':
      for (const [name, member] of Object.entries(layout.items)) {
        if (bag[name] === undefined) continue;
        yield `${indent}${name}`;
        yield* layoutLines(member, bag[name], indent + INDENT);
      }
      return;
    case 'explicit':
      if (bag['octets'] !== undefined)
        yield `${indent}octets ${toHex(Uint8Array.from(bag['octets'] as number[]))}`;
      else if (layout.content !== undefined) yield* layoutLines(layout.content, value, indent);
      return;
  }
}

/** A record for the eye: each item with its octets, each field with unit and meaning. */
export function recordTree(
  definition: Category,
  bytes: Uint8Array,
  record: { readonly offset: number; readonly length: number; readonly items: object },
  heading: string,
): string {
  const lines = [heading];
  for (const { key, start, end } of itemRanges(definition, bytes, record)) {
    const title =
      definition.titles[key] ?? (key === 're' ? 'Reserved Expansion Field' : 'Special Purpose Field');
    lines.push(
      `${INDENT}${itemName(definition.category, key)} ${title}  [${toHex(bytes.subarray(start, end))}]`,
    );
    const layout = definition.items[key];
    if (layout !== undefined)
      lines.push(...layoutLines(layout, (record.items as Record<string, unknown>)[key], INDENT.repeat(3)));
  }
  return lines.join('\n');
}
