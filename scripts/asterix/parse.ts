/** Reads the facts of one asterix-specs file: items, widths, scales and tables. Prose is passed over. */

export interface SpecItem {
  /** `''` is a spare of `bits`; a gap or extension marker is `undefined` in its list. */
  readonly name: string;
  readonly title: string;
  readonly spareBits: number;
  readonly variation: Variation | undefined;
}
export type Variation =
  | { readonly kind: 'element'; readonly bits: number; readonly content: Content }
  | { readonly kind: 'group'; readonly items: readonly SpecItem[] }
  | { readonly kind: 'extended'; readonly items: readonly (SpecItem | undefined)[] }
  | { readonly kind: 'repetitive'; readonly fx: boolean; readonly of: Variation }
  | {
      readonly kind: 'compound';
      readonly presenceSize?: number;
      readonly items: readonly (SpecItem | undefined)[];
    }
  | { readonly kind: 'explicit' };
export type Content =
  | { readonly kind: 'raw' }
  | { readonly kind: 'bds' }
  | { readonly kind: 'table'; readonly meanings: Readonly<Record<number, string>> }
  | { readonly kind: 'string'; readonly of: string }
  | {
      readonly kind: 'number';
      readonly signed: boolean;
      readonly lsb?: string;
      readonly unit?: string;
      readonly min?: string;
      readonly max?: string;
    }
  | { readonly kind: 'cases'; readonly by: string; readonly cases: Readonly<Record<string, Content>> };

export interface SpecUaps {
  readonly uaps: Readonly<Record<string, readonly string[]>>;
  readonly by?: string;
  readonly codes?: Readonly<Record<number, string>>;
}
export interface Spec {
  readonly category: number;
  readonly title: string;
  readonly edition: string;
  readonly items: readonly SpecItem[];
  readonly uaps: SpecUaps;
}
export interface ExpansionSpec {
  readonly category: number;
  readonly edition: string;
  readonly content: Variation;
}

interface Line {
  readonly text: string;
  readonly children: Line[];
}

const PROSE = new Set(['definition', 'remark', 'description', 'preamble']);

function tree(text: string): Line[] {
  const root: Line = { text: '', children: [] };
  const stack: { indent: number; line: Line }[] = [{ indent: -1, line: root }];
  let proseIndent = Number.POSITIVE_INFINITY;
  for (const raw of text.split('\n')) {
    if (raw.trim() === '') continue;
    const indent = raw.length - raw.trimStart().length;
    if (indent > proseIndent) continue;
    proseIndent = Number.POSITIVE_INFINITY;
    const line: Line = { text: raw.trim(), children: [] };
    if (PROSE.has(line.text)) {
      proseIndent = indent;
      continue;
    }
    while (stack.at(-1)!.indent >= indent) stack.pop();
    stack.at(-1)!.line.children.push(line);
    stack.push({ indent, line });
  }
  return root.children;
}

function child(line: Line, word: string): Line | undefined {
  return line.children.find(({ text }) => text === word || text.startsWith(`${word} `));
}

function content(lines: readonly Line[]): Content {
  const line = lines[0];
  if (line === undefined) throw new Error('an element without content');
  const [word, ...rest] = line.text.split(' ');
  if (word === 'raw') return { kind: 'raw' };
  if (word === 'bds') return rest.length === 0 ? { kind: 'bds' } : { kind: 'raw' };
  if (word === 'string') return { kind: 'string', of: rest[0]! };
  if (word === 'table') {
    const meanings = line.children.map(({ text }) => /^(\d+): ?(.*)$/u.exec(text)!);
    return { kind: 'table', meanings: Object.fromEntries(meanings.map((m) => [Number(m[1]), m[2]!])) };
  }
  if (word === 'case') {
    const cases = line.children
      .filter(({ text }) => text !== 'default:')
      .map((alternative) => [alternative.text.replace(':', ''), content(alternative.children)] as const);
    return { kind: 'cases', by: rest.join(' '), cases: Object.fromEntries(cases) };
  }
  if (word === 'unsigned' || word === 'signed') {
    const scale = /quantity (\S+) "([^"]*)"/u.exec(line.text);
    const min = />=? (\S+)/u.exec(line.text)?.[1];
    const max = /<=? (\S+)/u.exec(line.text)?.[1];
    return {
      kind: 'number',
      signed: word === 'signed',
      ...(scale !== null && { lsb: scale[1]!, unit: scale[2]! }),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    };
  }
  throw new Error(`content not understood: ${line.text}`);
}

function variation(lines: readonly Line[]): Variation {
  const line = lines[0];
  if (line === undefined) throw new Error('an item without variation');
  const [word, argument] = line.text.split(' ');
  switch (word) {
    case 'element':
      return { kind: 'element', bits: Number(argument), content: content(line.children) };
    case 'group':
      return { kind: 'group', items: line.children.map((c) => item(c)!) };
    case 'extended':
      return { kind: 'extended', items: line.children.map(item) };
    case 'repetitive':
      if (argument !== 'fx' && argument !== '1') throw new Error(`repetitive ${argument}`);
      return { kind: 'repetitive', fx: argument === 'fx', of: variation(line.children) };
    case 'compound':
      return {
        kind: 'compound',
        items: line.children.map(item),
        ...(argument !== undefined && { presenceSize: Number(argument) }),
      };
    case 'explicit':
      return { kind: 'explicit' };
    case 'case':
      // The meaning depends on another item; the default is the plain number, which is right for all.
      return variation(child(line, 'default:')!.children);
    default:
      throw new Error(`variation not understood: ${line.text}`);
  }
}

function item(line: Line): SpecItem | undefined {
  if (line.text === '-') return undefined;
  const spareBits = /^spare (\d+)$/u.exec(line.text)?.[1];
  if (spareBits !== undefined)
    return { name: '', title: '', spareBits: Number(spareBits), variation: undefined };
  const named = /^(\S+) "(.*)"$/u.exec(line.text);
  if (named === null) throw new Error(`item not understood: ${line.text}`);
  return { name: named[1]!, title: named[2]!, spareBits: 0, variation: variation(line.children) };
}

const names = (line: Line): string[] => line.children.map(({ text }) => (text === '-' ? '' : text));

function uaps(top: readonly Line[]): SpecUaps {
  const sole = top.find(({ text }) => text === 'uap');
  if (sole !== undefined) return { uaps: { all: names(sole) } };
  const several = top.find(({ text }) => text === 'uaps')!;
  const variations = child(several, 'variations')!.children;
  const by = child(several, 'case')!;
  const codes = by.children.map(({ text }) => text.split(': '));
  return {
    uaps: Object.fromEntries(variations.map((v) => [v.text, names(v)])),
    by: by.text.slice('case '.length),
    codes: Object.fromEntries(codes.map(([code, name]) => [Number(code), name!])),
  };
}

const value = (top: readonly Line[], word: string): string =>
  top.find(({ text }) => text.startsWith(`${word} `))!.text.slice(word.length + 1);

export function parseSpec(text: string): Spec {
  const top = tree(text);
  const head = /^(\d+) "(.*)"$/u.exec(value(top, 'asterix'))!;
  return {
    category: Number(head[1]),
    title: head[2]!,
    edition: value(top, 'edition'),
    items: top.find(({ text }) => text === 'items')!.children.map((line) => item(line)!),
    uaps: uaps(top),
  };
}

export function parseExpansion(text: string): ExpansionSpec {
  const top = tree(text);
  return {
    category: Number(/^(\d+)/u.exec(value(top, 'ref'))![1]),
    edition: value(top, 'edition'),
    content: variation([top.find(({ text }) => text.startsWith('compound'))!]),
  };
}
