import { jwtAuthenticator, type NatsConnection } from '@nats-io/nats-core';
import type { KeyPair } from '@nats-io/nkeys';
import { connect } from '@nats-io/transport-node';

/** The member's own nats-server, on the same machine; a second try soon costs nobody anything. */
const RECONNECT_MS = 250;
const PING_MS = 5000;
const CONNECT_MS = 2000;

export interface OwnServer {
  readonly connection: NatsConnection;
  /** False while the connection is lost: then nothing is handed to it, or it would pile up. */
  isUp(): boolean;
}

/** Waits for the server when it is not there yet. */
export async function connectOwn(
  url: string,
  user: { readonly name: string; readonly token: string; readonly key: KeyPair },
  onLost: () => void,
): Promise<OwnServer> {
  const connection = await connect({
    servers: url,
    name: user.name,
    authenticator: jwtAuthenticator(user.token, user.key.getSeed()),
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_MS,
    reconnectJitter: RECONNECT_MS,
    pingInterval: PING_MS,
    maxPingOut: 2,
    timeout: CONNECT_MS,
    // A server that starts anew may not know our account for a moment.
    ignoreAuthErrorAbort: true,
    ignoreClusterUpdates: true,
  });
  let isUp = true;
  const watch = async () => {
    for await (const { type } of connection.status()) {
      if (type === 'reconnect') isUp = true;
      else if (type === 'disconnect' || type === 'staleConnection') {
        isUp = false;
        onLost();
      }
    }
  };
  void watch();
  return { connection, isUp: () => isUp && !connection.isClosed() };
}
