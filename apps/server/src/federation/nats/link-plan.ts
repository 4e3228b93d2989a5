import { list, object, optional, parseShape, shapes, text, type Infer } from '@commonsky/treaty';
import { FederationError } from '../errors.ts';

const hostPort = { pattern: /^[^\s:/]+:\d{1,5}$/, want: 'a host and a port, such as nats.aa.example:7422' };
const file = text({ description: 'PEM; relative to the folder of server.conf.' });

/** How a member's nats-server meets those of its partners: `link.json`, written by the operator. */
const planShape = object({
  accept: optional(
    object(
      {
        listen: text(hostPort),
        address: text({
          ...hostPort,
          description: 'As partners know it; they learn it from the server, too.',
        }),
      },
      'Where our server awaits those of partners; absent when ours only dials.',
    ),
  ),
  node: text({
    description: 'Where our own node reaches our server: on this machine only, as nothing else may.',
    pattern: /^nats:\/\/(127\.0\.0\.1|\[::1\]|localhost):\d{1,5}$/,
    want: 'an address on this machine, such as nats://127.0.0.1:4222',
  }),
  tls: object({ certificate: file, key: file, authorities: file }),
  partners: list(
    object({
      member: shapes.member,
      dial: optional(
        text({
          description: "The partner's address; absent when the partner dials us.",
          pattern: /^tls:\/\/[^\s/]+:\d{1,5}$/,
          want: 'an address such as tls://nats.bb.example:7422',
        }),
      ),
    }),
    { max: 64 },
  ),
});

export type LinkPlan = Infer<typeof planShape>;

/** @throws {FederationError} `FEDERATION_ERR_LINK` with every problem found, one a line. */
export function parseLinkPlan(value: unknown, name: string): LinkPlan {
  const parsed = parseShape(planShape, value);
  if (!parsed.ok) {
    const lines = parsed.problems.map(
      ({ path, message }) => `${name}: ${path.join('.') || 'the whole'}: ${message}`,
    );
    throw new FederationError('FEDERATION_ERR_LINK', lines.join('\n'));
  }
  const { accept, partners } = parsed.value;
  const waits = partners.filter(({ dial }) => dial === undefined).map(({ member }) => member);
  if (accept === undefined && waits.length > 0) {
    throw new FederationError(
      'FEDERATION_ERR_LINK',
      `${name}: ${waits.join(', ')} would dial us, but there is no accept to say where`,
    );
  }
  return parsed.value;
}
