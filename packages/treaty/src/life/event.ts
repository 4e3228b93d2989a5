import { shapes } from '../instrument/schema.ts';
import { choice, list, object, optional, type Infer } from '../shape/shape.ts';
import { parseMoment } from '../time/period.ts';

/**
 * What a party does to an instrument. Every event is the act of one party; what takes several
 * parties (joint suspension, resumption, prolongation, termination by consent) happens when the
 * last of them has acted.
 */
export const EVENT_KINDS = [
  'signed',
  'ratified',
  'notified',
  'suspended',
  'resumed',
  'noticeGiven',
  'noticeWithdrawn',
  'terminated',
  'prolonged',
  'objected',
  'noted',
] as const;

export const eventShape = object({
  instrument: shapes.name,
  kind: choice(EVENT_KINDS, 'noted has no effect: talks, statements, reports.'),
  by: shapes.member,
  at: shapes.moment,
  recorded: optional(shapes.moment),
  grants: optional(
    list(shapes.name, { min: 1, max: 1000, unique: true, description: 'Only these are suspended.' }),
  ),
  period: optional(shapes.period),
  until: optional(shapes.moment),
  reason: optional(shapes.prose('Why, in words.')),
  source: optional(shapes.prose('Who reports it, and when.')),
});

export type LifeEvent = Infer<typeof eventShape>;
export type EventKind = LifeEvent['kind'];

/** When a node could know of the event: as recorded, else when it happened. */
export function knownMs(event: LifeEvent): number {
  return event.recorded === undefined ? momentOf(event.at).latestMs : momentOf(event.recorded).earliestMs;
}

/** The moment of a text the shape has checked. @throws {RangeError} our bug when it was not. */
export function momentOf(text: string) {
  const moment = parseMoment(text);
  if (moment === undefined) throw new RangeError(`unchecked moment ${text}`);
  return moment;
}
