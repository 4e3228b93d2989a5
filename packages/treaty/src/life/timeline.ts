import type { Grant, Instrument } from '../instrument/schema.ts';
import { knownMs, momentOf, type LifeEvent } from './event.ts';
import { factsOf, type Facts, type Refusal, type Span } from './facts.ts';

export type LifeState =
  | 'DRAFT'
  | 'SIGNED'
  | 'RATIFYING'
  | 'PROVISIONAL'
  | 'IN_FORCE'
  | 'SUSPENDED'
  | 'NOTICE'
  | 'TERMINATED'
  | 'EXPIRED'
  | 'SUPERSEDED';

/** A span of an instrument's life in one state. */
export interface Phase extends Span {
  readonly state: LifeState;
  /** In words, for people: which act or date put it there. */
  readonly because: string;
  /** Parties between which grants flow: bound, neither withdrawn nor suspended. */
  readonly active: readonly string[];
  readonly suspendedGrants: readonly string[];
}

/** An instrument's whole life, as far as the log tells; the future is what happens if nobody acts. */
export interface Timeline {
  readonly instrument: Instrument;
  /** In order, without gaps, from −∞ to ∞. */
  readonly phases: readonly Phase[];
  readonly facts: Facts;
}

export interface Treaties {
  readonly timelines: ReadonlyMap<string, Timeline>;
  /** Events without effect, with the reason; never silently dropped. */
  readonly refusals: readonly Refusal[];
}

export class TreatyError extends Error {
  override readonly name = 'TreatyError';
  readonly code: 'TREATY_ERR_DUPLICATE' | 'TREATY_ERR_UNKNOWN' | 'TREATY_ERR_CYCLE';

  constructor(code: TreatyError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** States whose grants count. */
const YIELDING: ReadonlySet<LifeState> = new Set<LifeState>(['PROVISIONAL', 'IN_FORCE', 'NOTICE']);
const ENDED: ReadonlySet<LifeState> = new Set<LifeState>(['TERMINATED', 'EXPIRED', 'SUPERSEDED']);

export function yieldsGrants(state: LifeState): boolean {
  return YIELDING.has(state);
}

export function hasEnded(state: LifeState): boolean {
  return ENDED.has(state);
}

/**
 * The life of every instrument, out of the texts and the log.
 *
 * @param knownAtMs Only events recorded by then count: what a node enforced on a day, as opposed to
 *   what is known of that day now.
 * @throws {TreatyError} when instruments do not fit together: one id twice, a parent or predecessor
 *   that is not there, a cycle.
 */
export function createTreaties(
  instruments: readonly Instrument[],
  events: readonly LifeEvent[],
  { knownAtMs = Infinity }: { readonly knownAtMs?: number } = {},
): Treaties {
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  if (byId.size < instruments.length) {
    throw new TreatyError('TREATY_ERR_DUPLICATE', 'two instruments have the same id');
  }
  const refusals: Refusal[] = [];
  const eventsOf = new Map<string, LifeEvent[]>(instruments.map(({ id }) => [id, []]));
  for (const event of events) {
    if (!(knownMs(event) <= knownAtMs)) continue;
    const list = eventsOf.get(event.instrument);
    if (list === undefined) refusals.push({ event, reason: `there is no instrument ${event.instrument}` });
    else list.push(event);
  }
  const timelines = new Map<string, Timeline>();
  const inWork = new Set<string>();
  const build = (id: string, from: string): Timeline => {
    const done = timelines.get(id);
    if (done !== undefined) return done;
    const instrument = byId.get(id);
    if (instrument === undefined)
      throw new TreatyError('TREATY_ERR_UNKNOWN', `${from} refers to ${id}, which is not there`);
    if (inWork.has(id)) throw new TreatyError('TREATY_ERR_CYCLE', `${id} depends on itself through ${from}`);
    inWork.add(id);
    const parent = instrument.parent === undefined ? undefined : build(instrument.parent, id);
    const successors = instruments
      .filter(({ supersedes }) => supersedes?.includes(id))
      .map((other) => build(other.id, id));
    const timeline = timelineOf(instrument, eventsOf.get(id)!, parent, successors);
    refusals.push(...timeline.facts.refusals);
    inWork.delete(id);
    timelines.set(id, timeline);
    return timeline;
  };
  for (const { id, supersedes = [] } of instruments) {
    for (const old of supersedes) {
      if (!byId.has(old))
        throw new TreatyError('TREATY_ERR_UNKNOWN', `${id} refers to ${old}, which is not there`);
    }
    build(id, id);
  }
  return { timelines, refusals };
}

export function phaseAt(timeline: Timeline, atMs: number): Phase {
  const { phases } = timeline;
  // Times that are no number are before everything: a broken clock finds a draft, which grants nothing.
  return phases.findLast(({ fromMs }) => fromMs <= atMs) ?? phases[0]!;
}

/** When a grant lets anything through: its instrument yields, both sides are active, its own validity holds. */
export function grantSpans(timeline: Timeline, grant: Grant): Span[] {
  const fromMs = grant.validity?.from === undefined ? -Infinity : momentOf(grant.validity.from).latestMs;
  const toMs = grant.validity?.to === undefined ? Infinity : momentOf(grant.validity.to).earliestMs;
  const spans: Span[] = [];
  for (const phase of timeline.phases) {
    const open =
      yieldsGrants(phase.state) &&
      phase.active.includes(grant.provider) &&
      phase.active.includes(grant.recipient) &&
      !phase.suspendedGrants.includes(grant.id);
    const span = { fromMs: Math.max(phase.fromMs, fromMs), toMs: Math.min(phase.toMs, toMs) };
    if (!open || !(span.fromMs < span.toMs)) continue;
    const last = spans.at(-1);
    if (last?.toMs === span.fromMs) spans[spans.length - 1] = { fromMs: last.fromMs, toMs: span.toMs };
    else spans.push(span);
  }
  return spans;
}

interface End {
  readonly atMs: number;
  readonly state: LifeState;
  readonly because: string;
}

function timelineOf(
  instrument: Instrument,
  events: readonly LifeEvent[],
  parent: Timeline | undefined,
  successors: readonly Timeline[],
): Timeline {
  const facts = factsOf(instrument, events);
  const end = endOf(facts, parent, successors);
  const moments = new Set<number>([
    facts.signedMs,
    facts.ratifyingMs,
    facts.entryMs,
    facts.provisional?.fromMs ?? Infinity,
    facts.provisional?.toMs ?? Infinity,
    end.atMs,
    ...facts.signedByMs.values(),
    ...facts.boundMs.values(),
    ...[...facts.notices.values(), ...facts.suspensions].flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
    ...(parent?.phases.map(({ fromMs }) => fromMs) ?? []),
  ]);
  const starts = [-Infinity, ...[...moments].filter((ms) => Number.isFinite(ms)).sort((a, b) => a - b)];
  const phases: Phase[] = [];
  for (const [i, fromMs] of starts.entries()) {
    const toMs = starts[i + 1] ?? Infinity;
    const phase = { fromMs, toMs, ...evaluate(instrument, facts, end, parent, fromMs) };
    const last = phases.at(-1);
    if (last !== undefined && alike(last, phase)) phases[phases.length - 1] = { ...last, toMs };
    else phases.push(phase);
  }
  return { instrument, phases, facts };
}

function endOf(facts: Facts, parent: Timeline | undefined, successors: readonly Timeline[]): End {
  const parentEnd = parent?.phases.find(({ state }) => hasEnded(state));
  const ends: End[] = [
    { atMs: facts.expiryMs, state: 'EXPIRED', because: 'its term has run out' },
    { atMs: facts.terminatedMs, state: 'TERMINATED', because: 'the parties ended it, or too few are left' },
    ...successors.map(({ instrument, phases, facts }): End => {
      const entered = phases.some(({ state }) => state === 'IN_FORCE');
      return {
        atMs: entered ? facts.entryEarliestMs : Infinity,
        state: 'SUPERSEDED',
        because: `${instrument.id} took its place`,
      };
    }),
    {
      atMs: parentEnd?.fromMs ?? Infinity,
      state: 'TERMINATED',
      because: `${parent?.instrument.id}, on which it depends, has ended`,
    },
  ];
  return ends.reduce((a, b) => (b.atMs < a.atMs ? b : a));
}

function evaluate(
  instrument: Instrument,
  facts: Facts,
  end: End,
  parent: Timeline | undefined,
  atMs: number,
): Omit<Phase, 'fromMs' | 'toMs'> {
  if (atMs >= end.atMs) return idle(end.state, end.because);
  if (atMs < facts.signedMs) return idle('DRAFT', `signed by ${names(facts.signedByMs, atMs)}`);

  const inForce = atMs >= facts.entryMs;
  const provisional = facts.provisional !== undefined && holds(facts.provisional, atMs);
  const parentPhase = parent && phaseAt(parent, atMs);
  const parentWaits =
    parentPhase !== undefined && !yieldsGrants(parentPhase.state) && parentPhase.state !== 'SUSPENDED';
  if ((!inForce && !provisional) || parentWaits) {
    const waits = inForce ? `waits for ${parent?.instrument.id}` : 'no entry into force is recorded';
    return idle(atMs >= facts.ratifyingMs ? 'RATIFYING' : 'SIGNED', waits);
  }

  const since = inForce ? facts.boundMs : facts.signedByMs;
  const members = instrument.parties.filter(
    (party) => since.get(party)! <= atMs && !((facts.notices.get(party)?.toMs ?? Infinity) <= atMs),
  );
  const suspensions = facts.suspensions.filter((span) => holds(span, atMs));
  const suspended = suspensions.filter(({ grants }) => grants === undefined).flatMap(({ by }) => by);
  const active = members.filter((party) => !suspended.includes(party));
  if (parentPhase?.state === 'SUSPENDED')
    return idle('SUSPENDED', `${parent?.instrument.id}, on which it depends, is suspended`);
  if (active.length < 2) return idle('SUSPENDED', `suspended by ${[...new Set(suspended)].join(', ')}`);

  const suspendedGrants = [...new Set(suspensions.flatMap(({ grants }) => grants ?? []))];
  const leaving = members.filter((party) => holds(facts.notices.get(party), atMs));
  if (members.length - leaving.length < 2) {
    return { state: 'NOTICE', because: `notice by ${leaving.join(', ')}`, active, suspendedGrants };
  }
  const because = inForce ? 'in force' : 'applied before entry into force, as the text allows';
  return { state: inForce ? 'IN_FORCE' : 'PROVISIONAL', because, active, suspendedGrants };
}

function holds(span: Span | undefined, atMs: number): boolean {
  return span !== undefined && span.fromMs <= atMs && atMs < span.toMs;
}

function names(sinceMs: ReadonlyMap<string, number>, atMs: number): string {
  const done = [...sinceMs].filter(([, ms]) => ms <= atMs).map(([party]) => party);
  return done.length === 0 ? 'nobody, as far as recorded' : `${done.join(', ')} only`;
}

function alike(a: Phase, b: Phase): boolean {
  return (
    a.state === b.state &&
    a.because === b.because &&
    a.active.join() === b.active.join() &&
    a.suspendedGrants.join() === b.suspendedGrants.join()
  );
}

function idle(state: LifeState, because: string): Omit<Phase, 'fromMs' | 'toMs'> {
  return { state, because, active: [], suspendedGrants: [] };
}
