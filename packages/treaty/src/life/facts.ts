import type { Instrument } from '../instrument/schema.ts';
import { addPeriod, parsePeriod } from '../time/period.ts';
import { createActs, type Act, type Acts, type Side } from './acts.ts';
import { momentOf, type LifeEvent } from './event.ts';

/** A span of time, `toMs` not included. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Suspension extends Span {
  readonly by: readonly string[];
  /** Only these grants; the whole instrument when absent. */
  readonly grants: readonly string[] | undefined;
}

/** An event that changes nothing, and why. */
export interface Refusal {
  readonly event: LifeEvent;
  readonly reason: string;
}

/** What follows from one instrument's text and events alone, before parents and successors. Moments in ms. */
export interface Facts {
  /** Enough parties have signed. */
  readonly signedMs: number;
  readonly signedByMs: ReadonlyMap<string, number>;
  /** The first ratification or notification. */
  readonly ratifyingMs: number;
  readonly provisional: Span | undefined;
  readonly entryMs: number;
  /** The earliest the entry can have been, where dates are uncertain: the term runs from here. */
  readonly entryEarliestMs: number;
  readonly boundMs: ReadonlyMap<string, number>;
  readonly expiryMs: number;
  /** Next tacit renewals, in order, as far as they are looked at. */
  readonly renewalsMs: readonly number[];
  readonly terminatedMs: number;
  readonly notices: ReadonlyMap<string, Span>;
  readonly suspensions: readonly Suspension[];
  readonly refusals: readonly Refusal[];
}

const RENEWAL_COUNT_MAX = 1000;

export function factsOf(instrument: Instrument, events: readonly LifeEvent[]): Facts {
  const { parties } = instrument;
  const refusals: Refusal[] = [];
  const own = events.filter((event) => {
    const reason = formalRefusal(instrument, event);
    if (reason !== undefined) refusals.push({ event, reason });
    return reason === undefined;
  });
  const acts = createActs(own);
  const latest = entry(instrument, acts, 'latest');
  const earliest = entry(instrument, acts, 'earliest');
  const { expiryMs, renewalsMs } = expiry(instrument, acts, earliest.entryMs, refusals);
  const notices = noticesOf(instrument, acts);
  return {
    signedMs: latest.signedMs,
    signedByMs: new Map(parties.map((party) => [party, acts.firstMs('signed', party, 'latest')])),
    ratifyingMs: Math.min(
      ...parties.map((party) =>
        Math.min(acts.firstMs('ratified', party, 'latest'), acts.firstMs('notified', party, 'latest')),
      ),
    ),
    provisional: instrument.provisional && {
      fromMs: latest.signedMs,
      toMs:
        instrument.provisional.until === undefined
          ? Infinity
          : momentOf(instrument.provisional.until).earliestMs,
    },
    entryMs: latest.entryMs,
    entryEarliestMs: earliest.entryMs,
    boundMs: latest.boundMs,
    expiryMs,
    renewalsMs,
    terminatedMs: Math.min(
      Infinity,
      ...acts.joint('terminated', parties, 'earliest', () => '').map(({ atMs }) => atMs),
      lonelyMs(parties, latest, notices),
    ),
    notices,
    suspensions: suspensionsOf(instrument, acts, notices, refusals),
    refusals,
  };
}

function formalRefusal(instrument: Instrument, event: LifeEvent): string | undefined {
  if (!instrument.parties.includes(event.by)) return `${event.by} is not a party`;
  const unknown = event.grants?.find((id) => !instrument.grants?.some((grant) => grant.id === id));
  if (unknown !== undefined) return `there is no grant ${unknown}`;
  if (event.kind === 'noticeGiven' && instrument.notice === undefined)
    return 'the text gives no right to end it by notice';
  if (event.kind === 'prolonged' && (event.period === undefined) === (event.until === undefined)) {
    return 'a prolongation says either for what period or until when';
  }
  if (event.kind === 'objected' && instrument.renewal?.rule !== 'tacit')
    return 'the text knows no tacit renewal';
  return undefined;
}

function entry(instrument: Instrument, acts: Acts, side: Side) {
  const { rule, count = instrument.parties.length, after, on } = instrument.entryIntoForce;
  const { parties } = instrument;
  const add = (ms: number) => (after === undefined ? ms : plus(ms, after));
  const signed = parties.map((party) => acts.firstMs('signed', party, side));
  const consented = parties.map((party, i) => {
    if (rule === 'unknown') return Infinity;
    if (rule === 'ratification') return Math.max(signed[i]!, acts.firstMs('ratified', party, side));
    if (rule === 'notification') return Math.max(signed[i]!, acts.firstMs('notified', party, side));
    return signed[i]!;
  });
  const onMs = on === undefined ? -Infinity : momentOf(on)[side === 'earliest' ? 'earliestMs' : 'latestMs'];
  const entryMs = add(Math.max(nth(consented, count), onMs));
  return {
    signedMs: nth(signed, count),
    entryMs,
    boundMs: new Map(parties.map((party, i) => [party, Math.max(entryMs, add(consented[i]!))])),
  };
}

/** The end of the term, prolongations and tacit renewals included. */
function expiry(instrument: Instrument, acts: Acts, entryMs: number, refusals: Refusal[]) {
  const { term, renewal, parties } = instrument;
  if (!term.startsWith('P') || !Number.isFinite(entryMs)) return { expiryMs: Infinity, renewalsMs: [] };
  let endMs = plus(entryMs, term);
  for (const { event, atMs } of acts.joint('prolonged', parties, 'latest', lengthOf)) {
    if (atMs >= endMs) refusals.push({ event, reason: 'what has expired cannot be prolonged' });
    else
      endMs =
        event.until === undefined
          ? plus(endMs, event.period!)
          : Math.max(endMs, momentOf(event.until).earliestMs);
  }
  const renewalsMs: number[] = [];
  if (renewal?.rule === 'tacit') {
    const objectedMs = Math.min(...parties.map((party) => acts.firstMs('objected', party, 'earliest')));
    const times = Math.min(renewal.times ?? Infinity, RENEWAL_COUNT_MAX);
    const firstEndMs = endMs;
    for (let n = 1; n <= times; n++) {
      const deadlineMs =
        renewal.objectionBefore === undefined ? endMs : plus(endMs, renewal.objectionBefore, -1);
      if (objectedMs <= deadlineMs) return { expiryMs: endMs, renewalsMs };
      renewalsMs.push(endMs);
      // From the first end each time: adding a month to 28 February again and again would lose days.
      endMs = plus(firstEndMs, renewal.period, n);
    }
  }
  return { expiryMs: endMs, renewalsMs };
}

/** From notice to the end it brings; a notice withdrawn before that leaves no trace but its span. */
function noticesOf(instrument: Instrument, acts: Acts): Map<string, Span> {
  const notices = new Map<string, Span>();
  const { notice } = instrument;
  if (notice === undefined) return notices;
  for (const party of instrument.parties) {
    for (const given of acts.of('noticeGiven', party, 'earliest')) {
      const toMs = plus(given.atMs, notice);
      const withdrawn = acts
        .of('noticeWithdrawn', party, 'latest')
        .some(({ index, atMs }) => index > given.index && atMs < toMs);
      if (!withdrawn && !notices.has(party)) notices.set(party, { fromMs: given.atMs, toMs });
    }
  }
  return notices;
}

/** The moment withdrawals leave fewer than two parties bound. */
function lonelyMs(
  parties: readonly string[],
  { entryMs, boundMs }: { readonly entryMs: number; readonly boundMs: ReadonlyMap<string, number> },
  notices: ReadonlyMap<string, Span>,
): number {
  const leaving = [...notices.values()].map(({ toMs }) => Math.max(toMs, entryMs)).sort((a, b) => a - b);
  return (
    leaving.find(
      (atMs) =>
        parties.filter(
          (party) => boundMs.get(party)! <= atMs && !((notices.get(party)?.toMs ?? Infinity) <= atMs),
        ).length < 2,
    ) ?? Infinity
  );
}

function suspensionsOf(
  instrument: Instrument,
  acts: Acts,
  notices: ReadonlyMap<string, Span>,
  refusals: Refusal[],
): Suspension[] {
  const { parties } = instrument;
  const entitled = new Set(instrument.suspension?.alone);
  const joint = acts.joint('suspended', parties, 'earliest', grantsOf);
  for (const party of parties) {
    if (entitled.has(party)) continue;
    for (const { event } of acts.of('suspended', party, 'earliest')) {
      if (!joint.some((act) => grantsOf(act.event) === grantsOf(event))) {
        refusals.push({ event, reason: `${party} cannot suspend alone, and the others have not` });
      }
    }
  }
  const alone = parties
    .filter((party) => entitled.has(party))
    .flatMap((party) => acts.of('suspended', party, 'earliest'));
  const span = (act: Act, by: readonly string[]): Suspension => ({
    by,
    grants: act.event.grants,
    fromMs: act.atMs,
    toMs: resumedMs(
      act,
      parties.filter((party) => !((notices.get(party)?.toMs ?? Infinity) <= act.atMs)),
      acts,
    ),
  });
  return [...alone.map((act) => span(act, [act.event.by])), ...joint.map((act) => span(act, parties))];
}

/** When every party has agreed, after the suspension, to resume. */
function resumedMs(suspension: Act, parties: readonly string[], acts: Acts): number {
  return Math.max(
    ...parties.map((party) =>
      Math.min(
        Infinity,
        ...acts
          .of('resumed', party, 'latest')
          .filter(({ index, atMs }) => index > suspension.index && atMs >= suspension.atMs)
          .map(({ atMs }) => atMs),
      ),
    ),
  );
}

function nth(values: readonly number[], n: number): number {
  return [...values].sort((a, b) => a - b)[n - 1] ?? Infinity;
}

function plus(ms: number, period: string, times = 1): number {
  return Number.isFinite(ms) ? addPeriod(ms, parsePeriod(period)!, times) : ms;
}

/** What parties must agree on for their acts to be one: the new length, the grants suspended. */
function lengthOf(event: LifeEvent): string {
  return `${event.period ?? ''}/${event.until ?? ''}`;
}

function grantsOf(event: LifeEvent): string {
  return [...(event.grants ?? [])].sort().join();
}
