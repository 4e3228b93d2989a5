import { eventShape, type LifeEvent } from '../life/event.ts';
import { choice, isRecord, list, object, optional, type Infer, type Problem } from '../shape/shape.ts';
import { facilityShape, shapes, type Instrument } from './schema.ts';
import { parseInstrument, parseShape, type Parsed } from './parse.ts';

/** Who the members are and what stands where: facts that no single instrument holds. */
export const regionShape = object({
  commonsky: choice(['region/1']),
  title: shapes.prose('The region.'),
  members: list(object({ id: shapes.member, name: shapes.prose('As people say it.') }), { min: 2, max: 64 }),
  facilities: optional(list(facilityShape, { max: 1000 })),
  sources: optional(list(shapes.prose('Who reports it, and when.'), { max: 50 })),
  notes: optional(list(shapes.prose('What else is known.'), { max: 50 })),
});
export type Region = Infer<typeof regionShape>;

/** Events as reported or assumed, without signatures; a node's own log has them signed. */
export const eventsShape = object({
  commonsky: choice(['events/1']),
  title: optional(shapes.prose('What these events are.')),
  fictional: optional(shapes.prose('Why they were made up.')),
  events: list(eventShape, { max: 10_000 }),
});
export type Events = Infer<typeof eventsShape>;

export type TreatyDocument =
  | { readonly kind: 'instrument'; readonly instrument: Instrument }
  | { readonly kind: 'region'; readonly region: Region }
  | { readonly kind: 'events'; readonly events: readonly LifeEvent[] };

/** Any document of a treaty folder; `commonsky` says which it is. */
export function parseTreatyDocument(value: unknown): Parsed<TreatyDocument> {
  switch (isRecord(value) ? value['commonsky'] : undefined) {
    case 'instrument/1':
      return into(parseInstrument(value), (instrument) => ({ kind: 'instrument', instrument }));
    case 'region/1':
      return into(parseShape(regionShape, value), (region) => ({ kind: 'region', region }));
    case 'events/1':
      return into(parseShape(eventsShape, value), ({ events }) => ({ kind: 'events', events }));
    default: {
      const problem: Problem = { path: ['commonsky'], message: 'must be instrument/1, events/1 or region/1' };
      return { ok: false, problems: [problem] };
    }
  }
}

function into<A, B>(parsed: Parsed<A>, make: (value: A) => B): Parsed<B> {
  return parsed.ok ? { ok: true, value: make(parsed.value) } : parsed;
}
