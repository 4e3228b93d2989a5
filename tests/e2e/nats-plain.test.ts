import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDecoder } from '@commonsky/asterix';
import { cat062 } from '@commonsky/asterix/cat062';
import { cat065 } from '@commonsky/asterix/cat065';
import { createTreaties, verifyAudit } from '@commonsky/treaty';
import {
  openFederation,
  openPlainTransport,
  readAuditFiles,
  streamFolder,
} from '@commonsky/server/federation';
import { expect, it } from 'vitest';
import { createMembers, nodeCrypto } from '../conformance/treaty-keys.ts';
import { offerOf } from '../conformance/treaty-members.ts';
import { agreement, flight, grantOf, HEAD, signedBy } from './nats-agreements.ts';
import { until } from './nats-members.ts';

const decoder = createDecoder({ categories: [cat062, cat065] });

it('gives a plain CAT062 recipient what its grant gives, proven like everything else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'commonsky-plain-'));
  const centre = createSocket('udp4').bind(0, '127.0.0.1');
  await once(centre, 'listening');
  const tracks: (number | undefined)[] = [];
  const states: (number | undefined)[] = [];
  let sizeMax = 0;
  centre.on('message', (bytes) => {
    sizeMax = Math.max(sizeMax, bytes.length);
    const { records, issues } = decoder.decode(bytes);
    expect(issues).toEqual([]);
    for (const { category, items } of records) {
      if (category === 62) tracks.push(items.i380?.targetAddress);
      else states.push(items.i040?.noGo);
    }
  });
  const { signers, keyring } = createMembers(['aa', 'bb']);
  const transport = openPlainTransport({
    recipient: 'bb',
    host: '127.0.0.1',
    port: centre.address().port,
    source: { sac: 1, sic: 2 },
    nowMs: Date.now,
  });
  const text = agreement(['aa', 'bb'], [grantOf('aa', 'bb')]);
  const inForce = createTreaties([text], signedBy(text));
  const aa = await openFederation({
    signer: signers['aa']!,
    keyring,
    partners: ['bb'],
    treaties: inForce,
    logHead: HEAD,
    auditFolder: folder,
    transport,
    clock: () => ({ wallMs: Date.now(), steadyMs: performance.now() }),
    source: { sac: 1, sic: 2 },
  });
  try {
    const inside = Array.from({ length: 100 }, (_, i) => flight(i));
    const outside = [flight(200, { latDeg: 30 }), flight(201, { category: 'military' })];
    const offers = () => [...inside, ...outside].map((one) => offerOf(one, Date.now()));
    await aa.step(offers());
    await until(() => states.length === 1, 'the status after the batch');
    expect(new Set(tracks)).toEqual(new Set(inside.map(({ number }) => 0x400000 + number)));
    expect({ count: tracks.length, states, isSmall: sizeMax <= 1400 }).toEqual({
      count: 100,
      states: [0],
      isSmall: true,
    });
    aa.applyTreaties(createTreaties([text], []), HEAD, 'never signed after all');
    await aa.step(offers());
    await until(() => states.length === 2, 'the end of the service');
    expect({ count: tracks.length, states }).toEqual({ count: 100, states: [0, 2] });
    const name = { provider: 'aa', recipient: 'bb', stream: 'released' } as const;
    const files = await readAuditFiles(streamFolder(folder, name));
    expect(verifyAudit(files, name, keyring, nodeCrypto)).toMatchObject({
      ok: true,
      records: 1,
      leaves: 100,
    });
  } finally {
    await aa.close();
    await transport.close();
    centre.close();
    rmSync(folder, { recursive: true });
  }
});
