/** One element: local name without prefix, attributes by local name, text of its own. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gu;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function decodeText(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/giu, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole;
    const code = /^#x/iu.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * Reads well-formed XML without DTDs into a tree; namespaces are dropped, entities of users and
 * external ones are never resolved. A string names what is wrong and where.
 */
export function parseXml(text: string): XmlElement | string {
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open: OpenElement[] = [root];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index !== end) break;
    end += match[0].length;
    const [, cdata, closing, opening, attributeText, selfClosing, characters] = match;
    const top = open.at(-1)!;
    if (cdata !== undefined) top.text += cdata;
    else if (characters !== undefined) top.text += decodeText(characters);
    else if (opening !== undefined) {
      const attributes: Record<string, string> = {};
      for (const [, name, double, single] of attributeText!.matchAll(ATTRIBUTE)) {
        attributes[localName(name!)] = decodeText(double ?? single ?? '');
      }
      const element: OpenElement = { name: localName(opening), attributes, children: [], text: '' };
      top.children.push(element);
      if (selfClosing === '') open.push(element);
    } else if (closing !== undefined) {
      if (open.length === 1 || top.name !== localName(closing))
        return `unexpected </${closing}> at ${match.index}`;
      open.pop();
    }
  }
  if (end !== text.length) return `not well-formed at ${end}`;
  if (open.length > 1) return `<${open.at(-1)!.name}> is not closed`;
  return root.children[0] ?? 'no element';
}

export function child(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((c) => c.name === name);
  return at;
}

export function childText(element: XmlElement | undefined, ...path: string[]): string | undefined {
  const text = child(element, ...path)?.text.trim();
  return text === '' ? undefined : text;
}

/** All descendants of a name, not looking inside the ones found. */
export function descendants(element: XmlElement, name: string, found: XmlElement[] = []): XmlElement[] {
  for (const c of element.children) {
    if (c.name === name) found.push(c);
    else descendants(c, name, found);
  }
  return found;
}
