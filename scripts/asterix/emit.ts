/** Writes parsed specifications as our own definitions. */
import { CORRECTIONS } from './corrections.ts';
import { nameOf } from './names.ts';
import type { Content, ExpansionSpec, Spec, SpecItem, Variation } from './parse.ts';

const UNITS: Readonly<Record<string, string | undefined>> = {
  '': undefined, '°': 'deg', 'm/s²': 'm/s2', '°/s': 'deg/s', '°C': 'degC', mb: 'hPa', 'm²': 'm2', 'dBm²': 'dBm2', ALTFL: 'FL',
}; // prettier-ignore

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
export const keyOf = (name: string): string => {
  if (name === '' || name === 'rfs') return name;
  if (name.startsWith('RE')) return 're';
  return name.startsWith('SP') ? 'sp' : `i${name}`;
};
const property = (name: string, value: string): string =>
  `${/^[a-zA-Z_]\w*$/u.test(name) ? name : quote(name)}: ${value}`;

/** `1/2^7` → `1 / 128`; `180/2^23` → `180 / 2 ** 23`; `819/2` → `409.5` for limits. */
function fraction(text: string, limit: boolean): string {
  const [top, bottom] = text.split('/');
  if (bottom === undefined) return power(top!);
  if (limit) return String(Number(top) / toNumber(bottom));
  return bottom === '1' ? power(top!) : `${power(top!)} / ${power(bottom)}`;
}
const toNumber = (text: string): number => {
  const [base, exponent] = text.split('^');
  return exponent === undefined ? Number(base) : Number(base) ** Number(exponent);
};
const power = (text: string): string => {
  if (!text.includes('^')) return text;
  const value = toNumber(text);
  return value <= 65536 ? String(value) : text.replace('^', ' ** ');
};

const bitsOfContent = (v: Variation): number => {
  if (v.kind === 'element') return v.bits;
  if (v.kind === 'group') return v.items.reduce((sum, item) => sum + bitsOf(item), 0);
  throw new Error(`no fixed width: ${v.kind}`);
};
const bitsOf = (item: SpecItem): number =>
  item.variation === undefined ? item.spareBits : bitsOfContent(item.variation);

const record = (properties: readonly string[]): string => `{ ${properties.join(', ')} }`;

function partsOf(items: readonly (SpecItem | undefined)[]): { parts: SpecItem[][]; closed: boolean } {
  const parts: SpecItem[][] = [[]];
  for (const item of items) {
    if (item === undefined) parts.push([]);
    else parts.at(-1)!.push(item);
  }
  const closed = parts.at(-1)!.length > 0;
  if (!closed) parts.pop();
  return { parts, closed };
}

/** Whether the name of a flag says all that its texts say. */
function isEvident(name: string, meaningOf0: string, meaningOf1: string): boolean {
  if (
    /^(?:High quality pulse|Element not populated|No$|Default$|Code validated$|X-pulse set to zero)/u.test(
      meaningOf0,
    )
  )
    return true;
  const [no, yes] = [meaningOf0.toLowerCase(), meaningOf1.toLowerCase()];
  if (no === `no ${yes}` || no === `not ${yes}`) return true;
  const words = name
    .replaceAll(/([A-Z]|\d+)/gu, ' $1')
    .toLowerCase()
    .split(' ')
    .filter(Boolean);
  return words.length > 0 && words.every((word) => yes.replaceAll(/[^a-z0-9]/gu, ' ').includes(word));
}

export function createEmitter(category: number) {
  const builders = new Set<string>();
  const tables = new Map<string, string>();
  const use = (builder: string): string => {
    builders.add(builder);
    return builder;
  };

  function scale(content: Content & { kind: 'number' }, path: string): string {
    const fix = CORRECTIONS.find((c) => c.category === category && c.path === path)?.field;
    const lsb = fix?.lsb ?? content.lsb;
    const min = fix?.min ?? content.min;
    const max = fix?.max ?? content.max;
    const parts: string[] = [];
    if (lsb !== undefined && lsb !== '1') parts.push(`lsb: ${fraction(lsb, false)}`);
    if (content.unit !== undefined) {
      const unit = content.unit in UNITS ? UNITS[content.unit] : content.unit;
      if (unit !== undefined) parts.push(`unit: ${quote(unit)}`);
    }
    if (min !== undefined) parts.push(`min: ${fraction(min, true)}`);
    if (max !== undefined) parts.push(`max: ${fraction(max, true)}`);
    return parts.length === 0 ? '' : `, { ${parts.join(', ')} }`;
  }

  function meanings(table: Readonly<Record<number, string>>): string {
    const codes = Object.keys(table)
      .map(Number)
      .filter(
        (code) =>
          !/^(?:reserved(?: for future use)?|not assigned|not used|spare|invalid asterix value)$/iu.test(
            table[code]!,
          ),
      );
    const dense = codes.every((code, index) => code === index);
    const body = dense
      ? `[${codes.map((code) => quote(table[code]!)).join(', ')}]`
      : `{ ${codes.map((code) => `${code}: ${quote(table[code]!)}`).join(', ')} }`;
    if (body.length < 300) return body;
    const known = [...tables].find(([, source]) => source === body);
    const name = known?.[0] ?? `TABLE_${tables.size + 1}`;
    tables.set(name, body);
    return name;
  }

  function field(
    bits: number,
    content: Content,
    path: string,
    siblings: ReadonlyMap<string, string>,
  ): string {
    switch (content.kind) {
      case 'table': {
        const texts = Object.values(content.meanings);
        if (bits === 1) {
          const name = path.split('/').at(-1)!;
          const evident = texts.length < 2 || isEvident(siblings.get(name) ?? '', texts[0]!, texts[1]!);
          return evident ? `${use('flag')}()` : `${use('flag')}(${quote(texts[0]!)}, ${quote(texts[1]!)})`;
        }
        return `${use('choice')}(${bits}, ${meanings(content.meanings)})`;
      }
      case 'string':
        if (content.of === 'octal') return `${use('octal')}(${bits})`;
        if (content.of === 'icao') return `${use('callsign')}(${bits / 6})`;
        return `${use('ascii')}(${bits / 8})`;
      case 'number':
        return `${use(content.signed ? 'int' : 'uint')}(${bits}${scale(content, path)})`;
      case 'bds':
        return `${use('octets')}(${bits / 8})`;
      case 'raw':
        if (bits === 1) return `${use('flag')}()`;
        return bits > 32 && bits % 8 === 0 ? `${use('octets')}(${bits / 8})` : `${use('uint')}(${bits})`;
      case 'cases': {
        const by = siblings.get(content.by.split('/').at(-1)!);
        if (by === undefined) return `${use('uint')}(${bits})`;
        const alternatives = Object.entries(content.cases).map(
          ([code, alternative]) => `${code}: ${field(bits, alternative, path, siblings)}`,
        );
        return `${use('cases')}(${bits}, ${quote(by)}, { ${alternatives.join(', ')} })`;
      }
    }
  }

  /** Properties of a run of elements; groups inside become a prefix. */
  function fields(
    items: readonly SpecItem[],
    path: readonly string[],
    taken = new Set<string>(),
    prefix = '',
  ): string[] {
    const out: string[] = [];
    const siblings = new Map<string, string>();
    const put = (name: string, source: string): void => {
      taken.add(name);
      out.push(property(name, source));
    };
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (item.variation === undefined) {
        let name = 'spare';
        for (let n = 2; taken.has(name); n++) name = `spare${n}`;
        put(name, `${use('spare')}(${item.spareBits})`);
        continue;
      }
      const here = [...path, item.name];
      if (item.variation.kind === 'group') {
        const name = prefixed(prefix, nameOf(category, here, item.title, taken));
        out.push(...fields(item.variation.items, here, taken, name));
        continue;
      }
      if (item.variation.kind !== 'element')
        throw new Error(`a ${item.variation.kind} inside a group: ${here.join('/')}`);
      const { bits, content } = item.variation;
      const next = items[i + 1];
      // The two halves of a register number are one number to everybody but the specification.
      if (item.name === 'BDS1' && next?.name === 'BDS2') {
        put('register', `${use('uint')}(8)`);
        i++;
        continue;
      }
      const meaningOf1 = content.kind === 'table' ? content.meanings[1] : undefined;
      const free = new Set([...taken].map((name) => (prefix === '' ? name : unprefixed(prefix, name))));
      const name = prefixed(prefix, nameOf(category, here, item.title, free, meaningOf1, bits));
      siblings.set(item.name, name);
      put(name, field(bits, content, here.join('/'), siblings));
    }
    return out;
  }

  function single(bits: number, content: Content, path: readonly string[]): string {
    // A 64-bit "bds" is a register's content and its number.
    if (content.kind === 'bds' && bits === 64)
      return `${use('fixed')}(8, { data: ${use('octets')}(7), register: ${use('uint')}(8) })`;
    return `${use('single')}(${field(bits, content, path.join('/'), new Map())})`;
  }

  function members(items: readonly (SpecItem | undefined)[], path: readonly string[]): string {
    const taken = new Set<string>();
    const out = items.map((item, index) => {
      if (item === undefined) return `gap${index + 1}: ${use('gap')}`;
      const here = [...path, item.name];
      const name = nameOf(category, here, item.title, taken);
      taken.add(name);
      return property(name, layout(item.variation!, here, false, item.title));
    });
    return record(out);
  }

  function layout(v: Variation, path: readonly string[], top: boolean, title: string): string {
    switch (v.kind) {
      case 'element':
        if (!top) return single(v.bits, v.content, path);
        return `${use('fixed')}(${v.bits / 8}, { ${property(nameOf(category, path, title, new Set()), field(v.bits, v.content, path.join('/'), new Map()))} })`;
      case 'group':
        return `${use('fixed')}(${bitsOfContent(v) / 8}, ${record(fields(v.items, path))})`;
      case 'extended': {
        const { parts, closed } = partsOf(v.items);
        const taken = new Set<string>();
        return `${use(closed ? 'extendedClosed' : 'extended')}(${parts.map((part) => record(fields(part, path, taken))).join(', ')})`;
      }
      case 'repetitive': {
        if (v.fx) {
          if (v.of.kind !== 'element') return repeatedFxGroup(v.of, path);
          return `${use('repeatedFx')}(${field(v.of.bits, v.of.content, path.join('/'), new Map())})`;
        }
        return `${use('repeated')}(${layout(v.of, path, false, title)})`;
      }
      case 'compound':
        return `${use('compound')}(${members(v.items, path)})`;
      case 'explicit':
        return use('explicit');
    }
  }

  function repeatedFxGroup(v: Variation, path: readonly string[]): string {
    if (v.kind !== 'group') throw new Error(`repetitive fx of ${v.kind}: ${path.join('/')}`);
    return `${use('repeatedFxGroup')}(${record(fields(v.items, path))})`;
  }

  return {
    builders,
    tables,
    item: (item: SpecItem): string => layout(item.variation!, [item.name], true, item.title),
    expansion(spec: ExpansionSpec): string {
      if (spec.content.kind !== 'compound') throw new Error('an expansion that is no compound');
      return `${use('expansion')}(${spec.content.presenceSize ?? 0}, ${members(spec.content.items, ['RE'])})`;
    },
    uap(spec: Spec): string {
      const list = (names: readonly string[]): string =>
        `[${names.map((name) => quote(keyOf(name))).join(', ')}]`;
      const { uaps, by, codes } = spec.uaps;
      if (by === undefined) return list(Object.values(uaps)[0]!);
      const [itemName, fieldName] = by.split('/');
      const bits = fieldName === undefined ? 8 : 1;
      const entries = Object.entries(codes!).map(([code, name]) => `${code}: ${name.toUpperCase()}`);
      for (const [name, names] of Object.entries(uaps)) tables.set(name.toUpperCase(), list(names));
      return `{ item: ${quote(keyOf(itemName!))}, bits: ${bits}, uaps: { ${entries.join(', ')} } }`;
    },
  };
}

const prefixed = (prefix: string, name: string): string => {
  if (prefix === '') return name;
  return name === 'value' ? prefix : prefix + name[0]!.toUpperCase() + name.slice(1);
};
const unprefixed = (prefix: string, name: string): string => {
  if (name === prefix) return 'value';
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return rest === '' ? '' : rest[0]!.toLowerCase() + rest.slice(1);
};
