import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { MemberNode } from '../pipeline/member-node.ts';
import { toTrackDetails } from '../pipeline/track-details.ts';
import { collectOpenApi } from './open-api.ts';
import { isSameOrigin } from './same-origin.ts';
import { addJointRoutes } from '../joint/routes.ts';
import { addWatchRoutes } from '../watch/routes.ts';
import * as schemas from './schemas.ts';

/** The console's map library needs inline styles; nothing needs inline or evaluated script. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONSOLE_MISSING =
  '<!doctype html><title>Commonsky</title><p>The node runs. The console is not built: run <code>npm run build</code> and start again.';

export interface HttpOptions {
  readonly nodes: ReadonlyMap<string, MemberNode>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly version: string;
  readonly hostNames: readonly string[];
  /** Folder of the built console; the node runs without it. */
  readonly consoleDir: string;
}

const memberParams = Type.Object({ id: schemas.memberId });
const trackParams = Type.Object({ id: schemas.memberId, number: Type.Integer({ minimum: 0 }) });
const trackList = Type.Object({
  pictureMs: Type.Number(),
  count: Type.Integer(),
  tracks: Type.Array(schemas.trackDetails),
});
/** Tracks in one JSON answer; whoever wants them all and often takes the stream. */
const TRACK_LIST_MAX = 1_000;
const trackQuery = Type.Object({
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: TRACK_LIST_MAX })),
});

/** The REST API, the metrics and the console's files; the caller listens. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { nodes, metrics, version } = options;
  const app = fastify({
    bodyLimit: 16_384,
    routerOptions: { maxParamLength: 64 },
    requestTimeout: 10_000,
    forceCloseConnections: true,
    // Fastify's own choice takes out what a schema does not know, even for a branch of a union that does
    // not match, so that the branch that would has nothing left to match. What is not known is refused.
    ajv: { customOptions: { removeAdditional: false } },
  });
  const openApi = collectOpenApi(app, version);

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    if (!isSameOrigin(request.headers.host, request.headers.origin, options.hostNames)) {
      await reply
        .code(403)
        .send({ code: 'foreign-origin', message: 'asked from another site or by an unknown name' });
    }
  });
  app.setNotFoundHandler((_request, reply) =>
    notFound(reply, 'nothing is here; the API starts at /api/v1/members'),
  );
  app.setErrorHandler<Error & { readonly statusCode?: number }>(async (error, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) options.log.error({ err: error }, 'request failed');
    const message = status >= 500 ? 'the node failed to answer; its log says why' : error.message;
    await reply.code(status).send({ code: status >= 500 ? 'internal' : 'invalid-request', message });
  });

  /** One GET of a member's part; `read` gets a node that exists. */
  function getOfMember(
    path: string,
    summary: string,
    response: TSchema,
    read: (node: MemberNode) => object,
  ): void {
    app.get<{ Params: Static<typeof memberParams> }>(
      `/api/v1/members/:id/${path}`,
      { schema: { summary, params: memberParams, response: { 200: response, 404: schemas.problem } } },
      async (request, reply) => {
        const node = nodes.get(request.params.id);
        return node === undefined ? memberNotFound(reply, request.params.id) : reply.send(read(node));
      },
    );
  }

  app.get(
    '/api/v1/members',
    { schema: { summary: 'Members this node serves', response: { 200: Type.Array(schemas.memberInfo) } } },
    () => Array.from(nodes.values(), (node) => node.info),
  );
  getOfMember('clock', 'Clock of the picture', schemas.clockStatus, (node) => node.clockStatus());
  getOfMember('sensors', 'Sensors and their health', Type.Array(schemas.sensorStatus), (node) =>
    node.sensors(),
  );
  getOfMember('feeds', 'Connections and recordings', Type.Array(schemas.feedStatus), (node) => node.feeds());
  getOfMember('rejects', 'Refused input, newest first', Type.Array(schemas.sourceRejects), (node) =>
    node.rejects(),
  );

  app.get<{ Params: Static<typeof memberParams>; Querystring: Static<typeof trackQuery> }>(
    '/api/v1/members/:id/tracks',
    {
      schema: {
        summary: 'Tracks of the picture, in order of their numbers',
        params: memberParams,
        querystring: trackQuery,
        response: { 200: trackList, 404: schemas.problem },
      },
    },
    async (request, reply) => {
      const node = nodes.get(request.params.id);
      if (node === undefined) return memberNotFound(reply, request.params.id);
      const { offset = 0, limit = TRACK_LIST_MAX } = request.query;
      const pictureMs = node.clock.nowMs();
      const tracks = node.tracks(pictureMs);
      return reply.send({
        pictureMs,
        count: tracks.length,
        tracks: tracks.slice(offset, offset + limit).map(toTrackDetails),
      });
    },
  );
  app.get<{ Params: Static<typeof trackParams> }>(
    '/api/v1/members/:id/tracks/:number',
    {
      schema: {
        summary: 'One track in full',
        params: trackParams,
        response: { 200: schemas.trackDetails, 404: schemas.problem },
      },
    },
    async (request, reply) => {
      const { id, number } = request.params;
      const node = nodes.get(id);
      if (node === undefined) return memberNotFound(reply, id);
      const track = node.track(number, node.clock.nowMs());
      return track === undefined ? notFound(reply, `${id} has no track ${number}`) : reply.send(track);
    },
  );

  addWatchRoutes(app, nodes);
  addJointRoutes(app, nodes);

  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => openApi());
  app.get('/healthz', { schema: { summary: 'Whether every picture is fed' } }, () => ({
    status: 'ok',
    version,
    members: Object.fromEntries(Array.from(nodes, ([id, node]) => [id, node.clockStatus().state])),
  }));
  app.get(
    '/metrics',
    { schema: { summary: 'Counters in Prometheus text form' } },
    async (_request, reply) => {
      await reply.type(metrics.contentType).send(await metrics.text());
    },
  );

  if (existsSync(options.consoleDir)) {
    await app.register(fastifyStatic, { root: options.consoleDir, wildcard: false });
  } else {
    app.get('/', { schema: { hide: true } }, async (_request, reply) => {
      await reply.type('text/html; charset=utf-8').send(CONSOLE_MISSING);
    });
  }
  return app;
}

function memberNotFound(reply: FastifyReply, id: string): FastifyReply {
  return notFound(reply, `no member ${id} here; /api/v1/members lists them`);
}

function notFound(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(404).send({ code: 'not-found', message });
}
