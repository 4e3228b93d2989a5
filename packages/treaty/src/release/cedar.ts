import { IDENTITIES, type Grant, type Reservation } from '../instrument/schema.ts';
import type { Span } from '../life/facts.ts';
import { grantSpans, hasEnded, type Timeline, type Treaties } from '../life/timeline.ts';
import { AHEAD_MS_MAX, bandM, type ReleaseFilter } from './filter.ts';

/**
 * The same grants in Cedar, a policy language others know, with its own evaluator and validator: for
 * review by people, and as the oracle the compiled filter is tested against. Cedar has no geometry,
 * so a request says which areas it is in; lengths are mm, because Cedar's numbers are whole.
 *
 * Every optional attribute is tested before it is read. An evaluation that still reports an error
 * must count as a denial: Cedar itself passes over a `forbid` that fails.
 */
export const CEDAR_SCHEMA = `
entity Member;
entity Provider;
type Thing = {
  now: Long, measured: Long, product: String, mode: String, category: String, identity: String,
  altitudeMm?: Long, areas?: Set<String>, lastReleased?: Long,
};
action "receive", "passOn" appliesTo { principal: [Member], resource: [Provider], context: Thing };
`;

/** Policies by id: `receive` from the provider, `passOn` for what other owners let through. */
export function toCedar(
  { timelines }: Treaties,
  {
    provider,
    recipient,
    fromMs,
    expiresMs,
  }: Pick<ReleaseFilter, 'provider' | 'recipient' | 'fromMs' | 'expiresMs'>,
): Record<string, string> {
  const policies: Record<string, string> = {
    epoch: `forbid (principal, action, resource)\nunless { context.now >= ${fromMs} && context.now < ${expiresMs} };`,
    clock: `forbid (principal, action, resource)\nwhen { context.measured - context.now > ${AHEAD_MS_MAX} };`,
  };
  for (const timeline of timelines.values()) {
    const { id, grants = [], reservations = [] } = timeline.instrument;
    for (const grant of grants) {
      const direct = grant.provider === provider && grant.recipient === recipient;
      const relayed = grant.recipient === provider && grant.onward?.includes(recipient) === true;
      if (direct || relayed) {
        policies[`${id}/${grant.id}`] = rule(
          'permit',
          direct ? 'receive' : 'passOn',
          recipient,
          grant.provider,
          grant.article,
          grantConditions(timeline, grant),
        );
      }
    }
    for (const reservation of reservations) {
      if (reservation.provider !== provider) continue;
      policies[`${id}/${reservation.id}`] = rule(
        'forbid',
        'receive',
        undefined,
        provider,
        reservation.article,
        reservationConditions(timeline, reservation),
      );
    }
  }
  return policies;
}

function rule(
  effect: 'permit' | 'forbid',
  action: string,
  recipient: string | undefined,
  provider: string,
  article: string,
  conditions: readonly string[],
): string {
  const principal = recipient === undefined ? 'principal' : `principal == Member::${quote(recipient)}`;
  return [
    `@article(${quote(article)})`,
    `${effect} (${principal}, action == Action::${quote(action)}, resource == Provider::${quote(provider)})`,
    `when {\n  ${conditions.join(' &&\n  ')}\n};`,
  ].join('\n');
}

function grantConditions(timeline: Timeline, grant: Grant): string[] {
  const spans = grantSpans(timeline, grant);
  const { area, exclude, altitude, modes = ['live'], delayS = -AHEAD_MS_MAX / 1000, periodS } = grant;
  const conditions = [
    during('now', spans),
    during('measured', spans),
    ...about(grant),
    within('mode', modes),
  ];
  if (altitude !== undefined) conditions.push(`context has altitudeMm && ${inBand(altitude)}`);
  if (area !== 'everywhere') conditions.push(`context has areas && ${inAreas(timeline, area)}`);
  if (exclude !== undefined) conditions.push(`context has areas && !${inAreas(timeline, exclude)}`);
  conditions.push(`context.now - context.measured >= ${delayS * 1000}`);
  if (periodS !== undefined) {
    conditions.push(
      `!(context.mode == "live" && context has lastReleased && context.now - context.lastReleased < ${periodS * 1000})`,
    );
  }
  return conditions;
}

function reservationConditions(timeline: Timeline, reservation: Reservation): string[] {
  const spans = timeline.phases.filter(({ state }) => state !== 'DRAFT' && !hasEnded(state));
  const conditions = [during('now', spans), ...about(reservation)];
  if (reservation.altitude !== undefined)
    conditions.push(`!(context has altitudeMm && !(${inBand(reservation.altitude)}))`);
  if (reservation.area !== 'everywhere')
    conditions.push(`!(context has areas && !${inAreas(timeline, reservation.area)})`);
  return conditions;
}

function about({ products, categories, identities = IDENTITIES }: Grant | Reservation): string[] {
  return [within('product', products), within('category', categories), within('identity', identities)];
}

function during(attribute: string, spans: readonly Span[]): string {
  if (spans.length === 0) return 'false';
  const each = spans.map(({ fromMs, toMs }) => {
    const from = Number.isFinite(fromMs) ? `context.${attribute} >= ${fromMs}` : 'true';
    const to = Number.isFinite(toMs) ? `context.${attribute} < ${toMs}` : 'true';
    return `(${from} && ${to})`;
  });
  return `(${each.join(' || ')})`;
}

function within(attribute: string, names: readonly string[]): string {
  return `${set(names)}.contains(context.${attribute})`;
}

function inBand(altitude: NonNullable<Grant['altitude']>): string {
  const { fromM, toM } = bandM(altitude);
  return `context.altitudeMm >= ${Math.round(fromM * 1000)} && context.altitudeMm <= ${Math.round(toM * 1000)}`;
}

function inAreas({ instrument }: Timeline, names: readonly string[]): string {
  return `context.areas.containsAny(${set(names.map((name) => `${instrument.id}/${name}`))})`;
}

function set(names: readonly string[]): string {
  return `[${names.map(quote).join(', ')}]`;
}

function quote(text: string): string {
  // JSON's escapes of what is not printable differ from Cedar's, so what needs one is written as \u{…}.
  const escaped = text.replaceAll(/[^ -~]|["\\]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
  return `"${escaped}"`;
}
