import type { Category } from './definition/category.ts';
import type { Field } from './definition/field.ts';
import { gap } from './definition/layout.ts';
import type { Fields, Layout } from './definition/layout.ts';
import { rawRange } from './codec/scale.ts';

/** Something a definition says twice, and not the same. */
export interface LintFinding {
  readonly category: number;
  readonly edition: string;
  /** `i010.rho` */
  readonly path: string;
  /** An `error` contradicts itself; a `notice` has much more room than its range, which the standard often means. */
  readonly severity: 'error' | 'notice';
  readonly message: string;
}

/** How far the largest value that the bits can tell may lie from the stated limit, as a ratio. */
const RATIO_MAX = 2.5;
/** A limit that the bits reach only to this share cannot have been meant. */
const REACH_MIN = 0.93;

/**
 * Compares LSB × bits with the stated range: a limit beyond what the bits can tell, or a range that is a power-of-two
 * multiple too wide, is a wrong LSB or a wrong limit. Judge each finding by the standard.
 */
export function lintCategory(category: Category): LintFinding[] {
  const findings: LintFinding[] = [];
  const find: Find = (path, message, severity = 'error') =>
    void findings.push({ category: category.category, edition: category.edition, path, severity, message });
  for (const [key, layout] of Object.entries(category.items)) lintLayout(layout, key, find);
  return findings;
}

type Find = (path: string, message: string, severity?: LintFinding['severity']) => void;

function lintLayout(layout: Layout, path: string, find: Find): void {
  switch (layout.kind) {
    case 'fixed':
      return lintFields(layout.fields, path, find);
    case 'single':
      return lintField(layout.field, path, find);
    case 'extended':
      for (const { fields } of layout.parts) lintFields(fields, path, find);
      return undefined;
    case 'repeated':
      return lintLayout(layout.element, path, find);
    case 'repeatedFx':
      return lintFields(layout.fields, path, find);
    case 'compound':
      for (const [name, member] of Object.entries(layout.items))
        if (member !== gap) lintLayout(member, `${path}.${name}`, find);
      return undefined;
    case 'explicit':
      return layout.content === undefined ? undefined : lintLayout(layout.content, path, find);
  }
}

function lintFields(fields: Fields, path: string, find: Find): void {
  for (const [name, field] of Object.entries(fields)) lintField(field, `${path}.${name}`, find);
}

function lintField(field: Field, path: string, find: Find): void {
  for (const code of Object.keys(field.meanings ?? {}))
    if (Number(code) >= 2 ** field.bits) find(path, `code ${code} does not fit ${field.bits} bits`);
  for (const chosen of Object.values(field.cases ?? {})) lintField(chosen, path, find);
  if (field.kind !== 'uint' && field.kind !== 'int') return;
  const { lsb = 1, min, max } = field;
  const raw = rawRange(field);
  const bits = `${field.bits} bits of ${lsb} reach ${raw.min * lsb} to ${(raw.max + 1) * lsb}`;
  if (max !== undefined && (raw.max + 1) * lsb < max * REACH_MIN) find(path, `stated to ${max}, but ${bits}`);
  if (min !== undefined && min < 0 && raw.min * lsb > min * REACH_MIN)
    find(path, `stated from ${min}, but ${bits}`);
  // A plain integer or a field of few bits often has room to spare; a scaled one is scaled to its range.
  if (field.lsb === undefined || lsb === 1 || max === undefined || max <= 0) return;
  const ratio = ((raw.max + 1) * lsb) / max;
  if (ratio > RATIO_MAX)
    find(path, `stated to ${max} only, but ${bits}: ${ratio.toFixed(1)} times as far`, 'notice');
}
