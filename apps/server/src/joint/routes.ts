import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { memberId, problem } from '../api/schemas.ts';
import type { MemberNode } from '../pipeline/member-node.ts';

const closed = { additionalProperties: false };
const trackNumber = Type.Integer({ minimum: 0 });
const ref = Type.Object({ member: memberId, number: trackNumber }, closed);
const verdict = Type.Object(
  {
    tracks: Type.Tuple([ref, ref]),
    verdict: Type.Enum(['same', 'different']),
    author: Type.String({ minLength: 1, maxLength: 80 }),
  },
  closed,
);
const decision = Type.Object({ id: trackNumber, ...verdict.properties, atMs: Type.Number() }, closed);
const ofMember = Type.Object({ id: memberId });
const ofDecision = Type.Object({ id: memberId, decision: trackNumber });
const ofTrack = Type.Object({ id: memberId, number: trackNumber });
const trail = Type.Array(
  Type.Object({ atMs: Type.Number(), latDeg: Type.Number(), lonDeg: Type.Number() }, closed),
);

/** What people say of the joint picture: whether members' tracks are one aircraft or two. */
export function addJointRoutes(app: FastifyInstance, nodes: ReadonlyMap<string, MemberNode>): void {
  const base = '/api/v1/members/:id/joint';
  const pictureOf = (id: string) => nodes.get(id)?.joint.picture;

  app.get<{ Params: Static<typeof ofMember> }>(
    `${base}/decisions`,
    {
      schema: {
        summary: 'Decisions on which tracks are one aircraft',
        params: ofMember,
        response: { 200: Type.Array(decision), 404: problem },
      },
    },
    async (request, reply) => pictureOf(request.params.id)?.decisions() ?? withoutPartners(reply),
  );
  app.post<{ Params: Static<typeof ofMember>; Body: Static<typeof verdict> }>(
    `${base}/decisions`,
    {
      schema: {
        summary: 'Decide that two tracks are one aircraft, or two; it stands against all evidence',
        params: ofMember,
        body: verdict,
        response: { 201: decision, 404: problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const picture = pictureOf(id);
      if (picture === undefined) return withoutPartners(reply);
      const { tracks, verdict: word, author } = request.body;
      const [a, b] = tracks;
      const missing = tracks.find((track) => picture.numberOf(track) === undefined);
      if (missing !== undefined) return notFound(reply, `${missing.member} shows no track ${missing.number}`);
      // A member's own two tracks are its tracker's matter.
      if (a.member === b.member) return notFound(reply, `both tracks are ${a.member}'s`);
      return reply.code(201).send(picture.decide([a, b], word, author, nodes.get(id)!.clock.nowMs()));
    },
  );
  app.delete<{ Params: Static<typeof ofDecision> }>(
    `${base}/decisions/:decision`,
    {
      schema: {
        summary: 'Take a decision back: evidence decides again',
        params: ofDecision,
        response: { 200: decision, 404: problem },
      },
    },
    async (request, reply) => {
      const { id, decision: number } = request.params;
      return pictureOf(id)?.undo(number) ?? notFound(reply, `${id} has no decision ${number}`);
    },
  );
  app.get<{ Params: Static<typeof ofTrack> }>(
    `${base}/tracks/:number/history`,
    {
      schema: {
        summary: 'Where an aircraft was, as its members of now and our own sensors saw it',
        params: ofTrack,
        response: { 200: trail, 404: problem },
      },
    },
    async (request, reply) =>
      pictureOf(request.params.id)?.history(request.params.number) ?? withoutPartners(reply),
  );
}

function withoutPartners(reply: FastifyReply): FastifyReply {
  return notFound(reply, 'no such member here, or it has no partners and so no joint picture');
}

function notFound(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(404).send({ code: 'not-found', message });
}
