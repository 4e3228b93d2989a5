import { LineCounter, parseDocument, type Document } from 'yaml';
import { parseTreatyDocument, type TreatyDocument } from './instrument/folder.ts';
import { parseInstrument, type Parsed } from './instrument/parse.ts';
import type { Instrument } from './instrument/schema.ts';
import type { Path } from './shape/shape.ts';

/** A problem with its place in the file: line and column count from 1. */
export interface PlacedProblem {
  readonly line: number;
  readonly column: number;
  /** Such as `grants[0].area`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export type ParsedYaml<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

/** Octets of YAML are bounded before they are parsed; aliases are refused, so nothing can grow from few octets. */
const TEXT_LENGTH_MAX = 4_000_000;

/** Reads one instrument from YAML (or JSON, which is YAML). */
export function parseInstrumentYaml(text: string): ParsedYaml<Instrument> {
  return parseYaml(text, parseInstrument);
}

/** Reads an instrument, a list of events or a region. */
export function parseTreatyYaml(text: string): ParsedYaml<TreatyDocument> {
  return parseYaml(text, parseTreatyDocument);
}

/** Reads a YAML document and places whatever `parse` finds wrong. Never throws on bad text. */
export function parseYaml<T>(text: string, parse: (value: unknown) => Parsed<T>): ParsedYaml<T> {
  if (text.length > TEXT_LENGTH_MAX) {
    return bad([{ line: 1, column: 1, path: '', message: `is longer than ${TEXT_LENGTH_MAX} characters` }]);
  }
  const lines = new LineCounter();
  // Dates stay text: YAML 1.2 core has no date type, and ours keep their precision.
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    uniqueKeys: true,
    logLevel: 'error',
  });
  if (document.errors.length > 0) {
    return bad(
      document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { line, column: col, path: '', message: message.split('\n', 1)[0]! };
      }),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return bad([
      { line: 1, column: 1, path: '', message: error instanceof Error ? error.message : String(error) },
    ]);
  }
  const parsed = parse(value);
  if (parsed.ok) return parsed;
  return bad(
    parsed.problems.map(({ path, message }) => {
      const { line, column } = place(document, lines, path);
      return { line, column, path: formatPath(path), message };
    }),
  );
}

/** `line:column path: message`, the form editors and people know. */
export function formatProblem(file: string, { line, column, path, message }: PlacedProblem): string {
  return `${file}:${line}:${column}: ${path === '' ? '' : `${path} `}${message}`;
}

function bad<T>(problems: readonly PlacedProblem[]): ParsedYaml<T> {
  return { ok: false, problems };
}

function formatPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** The node the path leads to, or the nearest one above it. */
function place(document: Document, lines: LineCounter, path: Path): { line: number; column: number } {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    const range = (node as { range?: readonly number[] | null } | undefined | null)?.range;
    if (range) {
      const { line, col } = lines.linePos(range[0]!);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}
