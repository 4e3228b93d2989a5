import type { MemberId, Track } from '@commonsky/model';
import { FIELDS, type FieldName } from '../instrument/schema.ts';
import { decide, type Decision, type ReleaseFilter } from './filter.ts';
import { trackItem, type TrackLabels } from './item.ts';
import type { Terms } from './terms.ts';

/**
 * One estimate of an aircraft: the fused track, or one computed from fewer owners' measurements.
 * Where a field has owners of its own (a callsign that only a partner received), they are named.
 */
export interface TrackVersion {
  readonly track: Track;
  readonly fieldOwners?: { readonly [F in FieldName]?: readonly MemberId[] };
}

export type Choice =
  | { readonly release: true; readonly track: Track; readonly terms: Terms }
  | Extract<Decision, { release: false }>;

/**
 * The first version, best first, that every owner's grant permits; a field whose own owners do not
 * permit it is left out. Nothing is released when no version passes, and the reason is that of the best.
 */
export function chooseVersion(
  filter: ReleaseFilter,
  versions: readonly TrackVersion[],
  labels: TrackLabels,
  nowMs: number,
): Choice {
  let refused: Choice | undefined;
  for (const { track, fieldOwners } of versions) {
    const item = trackItem(track, labels);
    const decision = decide(filter, item, nowMs);
    if (!decision.release) {
      refused ??= decision;
      continue;
    }
    if (fieldOwners === undefined) return { release: true, track, terms: decision.terms };
    const fields = FIELDS.filter((field) => {
      if (!decision.terms.fields.has(field)) return false;
      const owners = fieldOwners[field];
      if (owners === undefined) return true;
      const own = decide(filter, { ...item, owners }, nowMs);
      return own.release && own.terms.fields.has(field);
    });
    return { release: true, track, terms: { ...decision.terms, fields: new Set(fields) } };
  }
  return refused ?? { release: false, reason: 'no-grant', rule: undefined };
}
