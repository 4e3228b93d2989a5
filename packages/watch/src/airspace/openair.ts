import { M_PER_NM } from '@commonsky/model';
import type { ImportIssue } from '../issue.ts';
import { type Area, corridor, tidyRing } from '../geo/area.ts';
import type { Position } from '../geo/position.ts';
import { arc, circle, greatCircleM, initialBearingDeg } from '../geo/sphere.ts';
import type { Activation } from './activation.ts';
import type { Airspace, AirspaceKind } from './airspace.ts';
import { parseLimit } from './limit-text.ts';
import { GROUND, UNLIMITED, type VerticalLimit } from './vertical.ts';

/** Class (AC) and type (AY) letters by what they mean to the watch. */
const KINDS: Readonly<Record<string, AirspaceKind>> = {
  P: 'prohibited',
  PROHIBITED: 'prohibited',
  GP: 'restricted',
  R: 'restricted',
  RESTRICTED: 'restricted',
  Q: 'danger',
  DANGER: 'danger',
  TRA: 'temporary',
  TSA: 'temporary',
  TFR: 'temporary',
  CTR: 'control',
  CTA: 'control',
  TMA: 'control',
  A: 'control',
  B: 'control',
  C: 'control',
  D: 'control',
  E: 'control',
  ADIZ: 'border',
  FIR: 'territory',
  UIR: 'territory',
};

interface Draft {
  readonly line: number;
  airspaceClass: string;
  type: string;
  id: string;
  name: string;
  lower: VerticalLimit | undefined;
  upper: VerticalLimit | undefined;
  corners: Position[];
  circles: Position[][];
  airway: Position[];
  activations: { fromMs: number; toMs: number }[];
  byActivationOnly: boolean;
  centre: Position | undefined;
  clockwise: boolean;
  widthM: number;
}

/**
 * Reads OpenAir text (1998, with the extensions AI, AY and AA). A line that is not understood is
 * an issue; its airspace is kept as long as it has a shape.
 */
export function parseOpenAir(text: string): {
  readonly items: readonly Airspace[];
  readonly activations: readonly Activation[];
  readonly issues: readonly ImportIssue[];
} {
  const items: Airspace[] = [];
  const activations: Activation[] = [];
  const issues: ImportIssue[] = [];
  const ids = new Map<string, number>();
  let draft: Draft | undefined;

  const finish = (): void => {
    if (!draft) return;
    const area = areaOf(draft);
    if (!area) {
      issues.push({
        code: 'geometry',
        where: `line ${draft.line}`,
        message: `${draft.name || 'airspace'} has no shape`,
      });
      return;
    }
    const base = draft.id || draft.name || `line-${draft.line}`;
    const seen = (ids.get(base) ?? 0) + 1;
    ids.set(base, seen);
    const id = seen === 1 ? base : `${base}#${seen}`;
    items.push({
      id,
      name: draft.name || base,
      kind: KINDS[draft.type] ?? KINDS[draft.airspaceClass] ?? 'other',
      sourceType: draft.type || draft.airspaceClass,
      area,
      lower: draft.lower ?? GROUND,
      upper: draft.upper ?? UNLIMITED,
      schedule: draft.byActivationOnly ? 'never' : 'always',
    });
    for (const [i, span] of draft.activations.entries()) {
      activations.push({ id: `${id}/AA${i + 1}`, airspaceId: id, active: true, issuedMs: 0, ...span });
    }
  };

  for (const [index, rawLine] of text.split(/\r?\n/u).entries()) {
    const lineNumber = index + 1;
    const line = rawLine.replace(/\*.*$/u, '').trim();
    if (line === '') continue;
    const [, command, rest] = /^(\S+)\s*(.*)$/u.exec(line)!;
    if (command === 'AC') {
      finish();
      draft = emptyDraft(lineNumber, rest!.toUpperCase());
    } else if (!draft) {
      issues.push({ code: 'syntax', where: `line ${lineNumber}`, message: `${command} before the first AC` });
    } else {
      const problem = apply(draft, command!, rest!);
      if (problem) issues.push({ code: problem.code, where: `line ${lineNumber}`, message: problem.message });
    }
  }
  finish();
  return { items, activations, issues };
}

function emptyDraft(line: number, airspaceClass: string): Draft {
  return {
    line,
    airspaceClass,
    type: '',
    id: '',
    name: '',
    lower: undefined,
    upper: undefined,
    corners: [],
    circles: [],
    airway: [],
    activations: [],
    byActivationOnly: false,
    centre: undefined,
    clockwise: true,
    widthM: Number.NaN,
  };
}

type Problem = Pick<ImportIssue, 'code' | 'message'> | undefined;
const syntax = (message: string): Problem => ({ code: 'syntax', message });

function apply(draft: Draft, command: string, rest: string): Problem {
  switch (command) {
    case 'AN':
      draft.name = rest;
      return undefined;
    case 'AI':
      draft.id = rest;
      return undefined;
    case 'AY':
      draft.type = rest.toUpperCase();
      return undefined;
    case 'AL':
    case 'AH': {
      const limit = parseLimit(rest);
      if (!limit) return { code: 'limit', message: `height not understood: ${rest}` };
      if (command === 'AL') draft.lower = limit;
      else draft.upper = limit;
      return undefined;
    }
    case 'AA':
      return applyActivation(draft, rest);
    case 'V':
      return applyVariable(draft, rest);
    case 'DP': {
      const at = parsePosition(rest);
      if (!at) return syntax(`position not understood: ${rest}`);
      draft.corners.push(at);
      return undefined;
    }
    case 'DY': {
      const at = parsePosition(rest);
      if (!at) return syntax(`position not understood: ${rest}`);
      draft.airway.push(at);
      return undefined;
    }
    case 'DC': {
      const radiusNm = Number(rest);
      if (!draft.centre || !(radiusNm > 0)) return syntax(`circle without centre or radius: ${rest}`);
      draft.circles.push(circle(draft.centre, radiusNm * M_PER_NM));
      return undefined;
    }
    case 'DA': {
      const [radiusNm, from, to] = rest.split(',').map(Number);
      if (!draft.centre || !(radiusNm! > 0) || !Number.isFinite(from) || !Number.isFinite(to)) {
        return syntax(`arc not understood: ${rest}`);
      }
      draft.corners.push(...arc(draft.centre, radiusNm! * M_PER_NM, from!, to!, draft.clockwise));
      return undefined;
    }
    case 'DB': {
      const [from, to] = rest.split(',').map(parsePosition);
      if (!draft.centre || !from || !to) return syntax(`arc not understood: ${rest}`);
      const radiusM = greatCircleM(draft.centre, from);
      const curve = arc(
        draft.centre,
        radiusM,
        initialBearingDeg(draft.centre, from),
        initialBearingDeg(draft.centre, to),
        draft.clockwise,
      );
      // The stated ends are exact; only what lies between is computed.
      draft.corners.push(from, ...curve.slice(1, -1), to);
      return undefined;
    }
    // Labels, frequencies, pens and brushes say nothing about the volume.
    case 'AT':
    case 'AF':
    case 'AG':
    case 'AX':
    case 'TP':
    case 'TO':
    case 'TC':
    case 'SP':
    case 'SB':
      return undefined;
    default:
      return { code: 'unsupported', message: `record ${command} is not used` };
  }
}

function applyVariable(draft: Draft, rest: string): Problem {
  const [, name, value] = /^([A-Za-z])\s*=\s*(.*)$/u.exec(rest) ?? [];
  switch ((name ?? '').toUpperCase()) {
    case 'X':
      draft.centre = parsePosition(value!);
      return draft.centre ? undefined : syntax(`position not understood: ${value}`);
    case 'D':
      draft.clockwise = value !== '-';
      return undefined;
    case 'W':
      draft.widthM = Number(value) * M_PER_NM;
      return undefined;
    // Zoom has no meaning here.
    case 'Z':
      return undefined;
    default:
      return syntax(`variable not understood: ${rest}`);
  }
}

function applyActivation(draft: Draft, rest: string): Problem {
  draft.byActivationOnly = true;
  if (rest.toUpperCase() === 'NONE') return undefined;
  for (const span of rest.split(',')) {
    const [from, to] = span.trim().split('/');
    const fromMs = Date.parse(from ?? '');
    const toMs = to === undefined ? Number.NaN : Date.parse(to);
    if (!(toMs > fromMs)) {
      draft.byActivationOnly = false;
      return { code: 'schedule', message: `activation not understood, taken as always active: ${span}` };
    }
    draft.activations.push({ fromMs, toMs });
  }
  return undefined;
}

function areaOf(draft: Draft): Area | undefined {
  const parts: Position[][][] = draft.circles.map((ring) => [ring]);
  const ring = tidyRing(draft.corners);
  if (ring.length >= 3) parts.push([ring]);
  if (draft.airway.length >= 2 && draft.widthM > 0) {
    return { parts: [...parts, ...corridor(draft.airway, draft.widthM / 2).parts] };
  }
  return parts.length > 0 ? { parts } : undefined;
}

const COORDINATE =
  /^\s*(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?(?::(\d+(?:\.\d+)?))?\s*([NS])[\s,]*(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?(?::(\d+(?:\.\d+)?))?\s*([EW])\s*$/iu;

function parsePosition(text: string): Position | undefined {
  const match = COORDINATE.exec(text);
  if (!match) return undefined;
  const [, latD, latM = 0, latS = 0, ns, lonD, lonM = 0, lonS = 0, ew] = match;
  const lat = Number(latD) + Number(latM) / 60 + Number(latS) / 3600;
  const lon = Number(lonD) + Number(lonM) / 60 + Number(lonS) / 3600;
  if (lat > 90 || lon > 180) return undefined;
  return [/w/iu.test(ew!) ? -lon : lon, /s/iu.test(ns!) ? -lat : lat];
}
