import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { ActionResult, Airspace, Area } from '@commonsky/watch';
import { parseIncidentEntry, renderReportHtml, reportIncident } from '@commonsky/watch';
import type { IncidentContent, IncidentEntry, IncidentState } from '@commonsky/model';
import * as schemas from '../api/schemas.ts';
import type { MemberNode } from '../pipeline/member-node.ts';

const optional = Type.Optional;
const closed = { additionalProperties: false } as const;
const author = Type.String({ minLength: 1, maxLength: 80 });
const reason = Type.String({ minLength: 1, maxLength: 400 });
const member = Type.Object({ id: schemas.memberId });
const ofTrack = Type.Object({ id: schemas.memberId, number: Type.Integer({ minimum: 0 }) });
const alertId = Type.String({ minLength: 1, maxLength: 200 });
const incidentId = Type.String({ pattern: '^[\\w-]{1,64}$' });
const ofIncident = Type.Object({ id: schemas.memberId, incident: incidentId });

const alertAction = Type.Union([
  Type.Object({ action: Type.Literal('acknowledge'), alert: alertId, author }, closed),
  Type.Object({ action: Type.Literal('unshelve'), alert: alertId, author }, closed),
  Type.Object(
    { action: Type.Literal('shelve'), alert: alertId, author, reason, untilMs: Type.Number() },
    closed,
  ),
  Type.Object({ action: Type.Literal('reject'), alert: alertId, author, reason }, closed),
]);
const override = Type.Object(
  {
    identity: Type.Enum(['pending', 'unknown', 'assumedFriend', 'friend', 'neutral', 'suspect']),
    author,
    reason,
  },
  closed,
);
const opening = Type.Object(
  { title: Type.String({ minLength: 1, maxLength: 200 }), author, alert: optional(alertId) },
  closed,
);
const writing = Type.Object({ author, content: Type.Object({ type: Type.String() }) }, closed);
const merging = Type.Object({ entries: Type.Array(Type.Unknown(), { maxItems: 2_000 }) }, closed);

const STATUS = { 'unknown-alert': 404, 'wrong-state': 409, 'wrong-time': 400 } as const;

/** What the watch of every member offers: alerts and actions on them, identities, airspaces, interference, incidents. */
export function addWatchRoutes(app: FastifyInstance, nodes: ReadonlyMap<string, MemberNode>): void {
  const base = '/api/v1/members/:id';

  function get(path: string, summary: string, read: (node: MemberNode) => object): void {
    app.get<{ Params: Static<typeof member> }>(
      `${base}/${path}`,
      { schema: { summary, params: member } },
      async (request, reply) => {
        const node = nodes.get(request.params.id);
        return node === undefined ? missing(reply, `no member ${request.params.id}`) : reply.send(read(node));
      },
    );
  }

  get('alerts', 'Alerts standing, oldest first', ({ watch }) => watch.watch.alerts.standing());
  get('alerts/history', 'Alerts that ended, oldest first', ({ watch }) => watch.watch.alerts.history());
  get('alerts/nuisances', 'Alerts raised and rejected, by rule and area', ({ watch }) =>
    watch.watch.alerts.nuisances(),
  );
  get('rules', 'The rule set in use', ({ watch }) => watch.watch.rules);
  get('interference', 'GNSS interference of the UTC day, as GeoJSON', ({ watch }) =>
    watch.watch.interference.geoJson(),
  );
  get('airspaces', 'Airspaces and whether they are active, as GeoJSON', airspacesOf);
  get('incidents', 'Joint incidents', ({ watch }) => watch.incidents.list());

  app.post<{ Params: Static<typeof member>; Body: Static<typeof alertAction> }>(
    `${base}/alerts/actions`,
    {
      schema: {
        summary: 'Acknowledge, shelve, unshelve or reject an alert',
        params: member,
        body: alertAction,
      },
    },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      if (node === undefined) return missing(reply, `no member ${request.params.id}`);
      const result = act(node, request.body);
      if (!('refused' in result)) return reply.send(result);
      return reply
        .code(STATUS[result.refused])
        .send({ code: result.refused, message: `alert ${request.body.alert}: ${result.refused}` });
    },
  );

  app.get<{ Params: Static<typeof ofTrack> }>(
    `${base}/tracks/:number/identity`,
    { schema: { summary: 'Identity of a track with its evidence', params: ofTrack } },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      const identity = node?.watch.watch.identifier.identityOf(request.params.number, node.clock.nowMs());
      return identity === undefined
        ? missing(reply, `nothing is known of track ${request.params.number}`)
        : reply.send(identity);
    },
  );
  app.put<{ Params: Static<typeof ofTrack>; Body: Static<typeof override> }>(
    `${base}/tracks/:number/identity`,
    {
      schema: {
        summary: 'Overrule the identity of a track; it sticks until taken back',
        params: ofTrack,
        body: override,
      },
    },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      const { identity, author, reason } = request.body;
      const { identifier } = node?.watch.watch ?? {};
      const isDone = identifier?.override(request.params.number, {
        identity: identity,
        author,
        reason,
        atMs: node!.clock.nowMs(),
      });
      return isDone === true
        ? reply.code(204).send()
        : missing(reply, `nothing is known of track ${request.params.number}`);
    },
  );
  app.delete<{ Params: Static<typeof ofTrack> }>(
    `${base}/tracks/:number/identity`,
    { schema: { summary: 'Take an override back', params: ofTrack } },
    async (request, reply) => {
      const isDone = nodes
        .get(request.params.id)
        ?.watch.watch.identifier.clearOverride(request.params.number);
      return isDone === true
        ? reply.code(204).send()
        : missing(reply, `nothing is known of track ${request.params.number}`);
    },
  );

  app.post<{ Params: Static<typeof member>; Body: Static<typeof opening> }>(
    `${base}/incidents`,
    { schema: { summary: 'Open an incident, from an alert or without one', params: member, body: opening } },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      if (node === undefined) return missing(reply, `no member ${request.params.id}`);
      const { title, author, alert: wanted } = request.body;
      const { alerts } = node.watch.watch;
      const alert = wanted === undefined ? undefined : alerts.standing().find(({ id }) => id === wanted);
      if (wanted !== undefined && alert === undefined) return missing(reply, `no alert ${wanted} stands`);
      const nowMs = node.clock.nowMs();
      const log = node.watch.incidents.open(
        `${node.info.id}-${randomUUID()}`,
        { type: 'open', title, ...(alert && { alert }) },
        author,
        nowMs,
      );
      if (log === undefined)
        return reply.code(409).send({ code: 'too-many', message: 'too many incidents are held' });
      if (alert) alerts.noteIncident(alert.id, author, nowMs, log.id);
      for (const track of alert?.tracks ?? [])
        log.write({ type: 'track', change: 'add', member: node.info.id, track }, author, nowMs);
      return reply.code(201).send(log.state());
    },
  );

  app.get<{ Params: Static<typeof ofIncident> }>(
    `${base}/incidents/:incident`,
    { schema: { summary: 'One incident with its timeline and version', params: ofIncident } },
    async (request, reply) => {
      const log = nodes.get(request.params.id)?.watch.incidents.get(request.params.incident);
      if (log === undefined) return missing(reply, `no incident ${request.params.incident}`);
      return reply.send({ state: log.state(), version: log.version(), timeline: log.timeline() });
    },
  );
  app.post<{ Params: Static<typeof ofIncident>; Body: Static<typeof writing> }>(
    `${base}/incidents/:incident/entries`,
    { schema: { summary: 'Write a line of the timeline', params: ofIncident, body: writing } },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      const log = node?.watch.incidents.get(request.params.incident);
      if (node === undefined || log === undefined)
        return missing(reply, `no incident ${request.params.incident}`);
      const { author, content } = request.body;
      // Checked as a partner will check it: what they would refuse is never written.
      const draft = {
        incidentId: log.id,
        member: node.info.id,
        number: 1,
        atMs: 0,
        tick: 0,
        author,
        seen: {},
        content,
      };
      const checked = parseIncidentEntry(draft);
      if (typeof checked === 'string')
        return reply.code(400).send({ code: 'invalid-request', message: checked });
      return reply.code(201).send(log.write(content as IncidentContent, author, node.clock.nowMs()));
    },
  );
  app.post<{ Params: Static<typeof ofIncident>; Body: Static<typeof merging> }>(
    `${base}/incidents/:incident/merge`,
    {
      bodyLimit: 4_000_000,
      schema: { summary: 'Take over entries of a partner', params: ofIncident, body: merging },
    },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      if (node === undefined) return missing(reply, `no member ${request.params.id}`);
      const entries: IncidentEntry[] = [];
      const broken: string[] = [];
      for (const value of request.body.entries) {
        const entry = parseIncidentEntry(value);
        if (typeof entry === 'string') broken.push(entry);
        else entries.push(entry);
      }
      const result = node.watch.incidents.merge(request.params.incident, entries, node.clock.nowMs());
      if (result === undefined)
        return reply.code(409).send({ code: 'too-many', message: 'too many incidents are held' });
      return reply.send({
        added: result.added.length,
        refused: result.refused.map(({ entry, reason }) => ({
          member: entry.member,
          number: entry.number,
          reason,
        })),
        broken,
      });
    },
  );
  app.get<{ Params: Static<typeof ofIncident>; Querystring: { readonly format?: 'html' | 'json' } }>(
    `${base}/incidents/:incident/report`,
    {
      schema: {
        summary: 'The incident as a report: JSON, or HTML that needs nothing else',
        params: ofIncident,
        querystring: Type.Object({ format: optional(Type.Enum(['html', 'json'])) }),
      },
    },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      const log = node?.watch.incidents.get(request.params.incident);
      if (node === undefined || log === undefined)
        return missing(reply, `no incident ${request.params.incident}`);
      const nowMs = node.clock.nowMs();
      const report = reportIncident(log, pictureOf(node, log.state()), nowMs);
      if (request.query.format === 'json') return reply.send(report);
      return reply.type('text/html; charset=utf-8').send(renderReportHtml(report));
    },
  );
}

function act(node: MemberNode, body: Static<typeof alertAction>): ActionResult {
  const { alerts } = node.watch.watch;
  const nowMs = node.clock.nowMs();
  switch (body.action) {
    case 'acknowledge':
      return alerts.acknowledge(body.alert, body.author, nowMs);
    case 'unshelve':
      return alerts.unshelve(body.alert, body.author, nowMs);
    case 'shelve':
      return alerts.shelve(body.alert, body.author, nowMs, body.untilMs, body.reason);
    case 'reject':
      return alerts.reject(body.alert, body.author, nowMs, body.reason);
  }
}

function coordinatesOf({ parts }: Area): unknown {
  return parts.map((rings) => rings.map((ring) => [...ring, ring[0]]));
}

function airspacesOf(node: MemberNode): object {
  const { airspaces } = node.watch.watch;
  const nowMs = node.clock.nowMs();
  return {
    type: 'FeatureCollection',
    features: airspaces.airspaces.map(
      ({ id, name, kind, sourceType, lower, upper, area }: Airspace, index) => ({
        type: 'Feature',
        id,
        properties: { name, kind, sourceType, lower, upper, active: airspaces.stateAt(index, nowMs).active },
        geometry: { type: 'MultiPolygon', coordinates: coordinatesOf(area) },
      }),
    ),
  };
}

/** Tracks of the incident where they are now, and the areas its alerts are about. */
function pictureOf(node: MemberNode, { alerts, tracks }: IncidentState) {
  const { airspaces } = node.watch.watch.airspaces;
  const nowMs = node.clock.nowMs();
  const areaIds = new Set(alerts.map(({ areaId }) => areaId));
  const own = new Set(tracks.filter(({ member }) => member === node.info.id).map(({ track }) => track));
  return {
    areas: airspaces.filter(({ id }) => areaIds.has(id)).map(({ name, area }) => ({ name, area })),
    tracks: node
      .tracks(nowMs)
      .filter(({ number }) => own.has(number))
      .map(({ number, callsign, lonDeg, latDeg }) => ({
        name: callsign ?? String(number),
        line: [[lonDeg, latDeg] as const],
      })),
  };
}

function missing(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(404).send({ code: 'not-found', message });
}
