import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert, Track } from '@commonsky/model';
import { createAirspaceSet, createIncidentLog, parseGeoJson } from '@commonsky/watch';
import { createHttp } from '../api/http.ts';
import { createStreamStats } from '../api/websocket.ts';
import { createReplayClock } from '../clock.ts';
import { createLog } from '../observe/log.ts';
import { createMetrics } from '../observe/metrics.ts';
import { createMemberNode, type MemberNode } from '../pipeline/member-node.ts';

const START = Date.UTC(2026, 10, 22, 6);
const square = [
  [74, 42],
  [75, 42],
  [75, 43],
  [74, 43],
];
const track: Track = {
  number: 7,
  status: 'confirmed',
  atMs: START,
  lastPlotMs: START,
  bornMs: START - 60_000,
  latDeg: 42.5,
  lonDeg: 74.5,
  pressureAltitudeM: 5000,
  geometricHeightM: Number.NaN,
  eastMps: 200,
  northMps: 0,
  verticalMps: 0,
  accuracyM: 50,
  pEastEast: 2500,
  pEastNorth: 0,
  pNorthNorth: 2500,
  modeProbabilities: [1, 0, 0],
  address: 0x60_10_00,
  mode3a: 0o2000,
  callsign: 'KGA101',
  onGround: false,
  spi: false,
  contributions: [],
};

describe('watch over REST', () => {
  let app: FastifyInstance;
  let node: MemberNode;
  const clock = createReplayClock(START, 1);
  const log = createLog('silent');

  beforeAll(async () => {
    node = createMemberNode({
      member: { id: 'kg', name: 'KG', view: { latDeg: 42, lonDeg: 74, zoom: 6 } },
      clock,
      log,
    });
    const nodes = new Map([['kg', node]]);
    app = await createHttp({
      nodes,
      metrics: createMetrics([node], createStreamStats()),
      log,
      version: 'test',
      hostNames: [],
      consoleDir: '/nowhere',
    });
    const { items } = parseGeoJson({
      features: [
        {
          id: 'UCR1',
          properties: { kind: 'restricted' },
          geometry: { type: 'Polygon', coordinates: [square] },
        },
      ],
    });
    node.watch.watch.useAirspaces(createAirspaceSet(items));
    // Two pictures confirm the penetration.
    for (const s of [1, 2]) {
      clock.set(START + s * 1000);
      node.watch.step(START + s * 1000, () => [
        { ...track, atMs: START + s * 1000, lastPlotMs: START + s * 1000 },
      ]);
    }
  });
  afterAll(() => app.close());

  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
    const answer = await app.inject({
      method,
      url: `/api/v1/members/kg/${path}`,
      headers: { host: 'localhost' },
      ...(payload && { payload }),
    });
    return {
      status: answer.statusCode,
      text: answer.body,
      body: (answer.body.startsWith('{') || answer.body.startsWith('[')
        ? JSON.parse(answer.body)
        : undefined) as never,
    };
  };

  it('alerts stand, are acted on, and refuse what makes no sense', async () => {
    const [alert] = (await ask('GET', 'alerts')).body as Alert[];
    expect(alert).toMatchObject({
      kind: 'airspace',
      phase: 'present',
      state: 'raised',
      areaId: 'UCR1',
      tracks: [7],
    });
    const { id } = alert!;
    const act = (payload: object) =>
      ask('POST', 'alerts/actions', { alert: id, author: 'Aibek', ...payload });
    expect(await act({ action: 'acknowledge' })).toMatchObject({
      status: 200,
      body: { state: 'acknowledged' },
    });
    expect(await act({ action: 'acknowledge' })).toMatchObject({ status: 409 });
    expect(await act({ action: 'shelve', reason: 'exercise', untilMs: START })).toMatchObject({
      status: 400,
    });
    expect(await act({ action: 'shelve' })).toMatchObject({ status: 400 });
    expect(await act({ action: 'shelve', reason: 'exercise', untilMs: START + 3_600_000 })).toMatchObject({
      status: 200,
      body: { state: 'shelved' },
    });
    expect(await act({ action: 'unshelve' })).toMatchObject({ status: 200, body: { state: 'raised' } });
    expect(await act({ action: 'unshelve', reason: 'not asked for' })).toMatchObject({ status: 400 });
    expect(await act({ action: 'acknowledge', alert: 'none' })).toMatchObject({ status: 404 });
    expect(await act({ action: 'dance' })).toMatchObject({ status: 400 });
    expect((await ask('GET', 'alerts/nuisances')).body).toMatchObject([
      { ruleId: 'airspace', raised: 1, rejected: 0 },
    ]);
  });

  it('identities come with evidence, and an override sticks until taken back', async () => {
    expect((await ask('GET', 'tracks/7/identity')).body).toMatchObject({
      identity: 'neutral',
      evidence: [{ source: 'registry' }, { source: 'callsign' }],
    });
    const change = { identity: 'friend', author: 'Aibek', reason: 'seen' };
    expect(await ask('PUT', 'tracks/7/identity', change)).toMatchObject({ status: 204 });
    expect((await ask('GET', 'tracks/7/identity')).body).toMatchObject({
      identity: 'friend',
      override: change,
    });
    expect(await ask('PUT', 'tracks/7/identity', { ...change, identity: 'hostile' })).toMatchObject({
      status: 400,
    });
    expect(await ask('DELETE', 'tracks/7/identity')).toMatchObject({ status: 204 });
    expect((await ask('GET', 'tracks/7/identity')).body).toMatchObject({ identity: 'neutral' });
    expect(await ask('GET', 'tracks/99/identity')).toMatchObject({ status: 404 });
  });

  it('airspaces, interference, rules', async () => {
    expect((await ask('GET', 'airspaces')).body).toMatchObject({
      features: [{ id: 'UCR1', properties: { active: true } }],
    });
    expect((await ask('GET', 'interference')).body).toMatchObject({ type: 'FeatureCollection' });
    expect((await ask('GET', 'rules')).body).toMatchObject({ version: 'built-in' });
  });

  it('an incident is opened from an alert, written to by both members, and printed', async () => {
    const [alert] = (await ask('GET', 'alerts')).body as Alert[];
    const opened = await ask('POST', 'incidents', {
      title: 'Intruder <1>',
      author: 'Aibek',
      alert: alert!.id,
    });
    expect(opened).toMatchObject({
      status: 201,
      body: { lead: 'kg', tracks: [{ member: 'kg', track: 7 }], alerts: [{ id: alert!.id }] },
    });
    const { id } = opened.body as { id: string };
    expect(
      await ask('POST', `incidents/${id}/entries`, {
        author: 'Aibek',
        content: { type: 'note', text: 'called them' },
      }),
    ).toMatchObject({ status: 201 });
    expect(
      await ask('POST', `incidents/${id}/entries`, { author: 'Aibek', content: { type: 'shout' } }),
    ).toMatchObject({ status: 400 });
    const partner = createIncidentLog(id, 'kz');
    const { timeline } = (await ask('GET', `incidents/${id}`)).body as { timeline: [] };
    partner.merge(timeline, START + 3000);
    partner.write({ type: 'acknowledge' }, 'Dana', START + 3000);
    const merge = { entries: [...partner.missing({ kg: 99 }), { broken: true }] };
    expect((await ask('POST', `incidents/${id}/merge`, merge)).body).toMatchObject({
      added: 1,
      refused: [],
      broken: [expect.any(String)],
    });
    expect((await ask('GET', `incidents/${id}`)).body).toMatchObject({
      state: { acknowledgedBy: ['kz'] },
      version: { kg: 3, kz: 1 },
    });
    const report = await ask('GET', `incidents/${id}/report`);
    expect(report.text).toContain('Intruder &#60;1&#62;');
    expect(report.text).toContain('<svg');
    expect((await ask('GET', `incidents/${id}/report?format=json`)).body).toMatchObject({
      schema: 'commonsky.incident/1',
    });
    expect(await ask('GET', 'incidents/none')).toMatchObject({ status: 404 });
  });
});
