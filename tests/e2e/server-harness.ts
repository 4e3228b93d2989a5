import { createTrackFrameDecoder, type NodeMessage, type SubscribeRequest } from '@commonsky/model';
import { WebSocket } from 'ws';

/** A console's view of a node, over a real socket. */
export interface StreamClient {
  readonly picture: ReturnType<typeof createTrackFrameDecoder>['picture'];
  readonly messages: readonly NodeMessage[];
  readonly frameCount: number;
  readonly issues: readonly unknown[];
  readonly socket: WebSocket;
  subscribe(request: Omit<SubscribeRequest, 'type'>): void;
  close(): void;
}

/** Connects to the stream of the node at `url`. */
export async function connectStream(
  url: string,
  headers: Record<string, string> = {},
): Promise<StreamClient> {
  const decoder = createTrackFrameDecoder();
  const messages: NodeMessage[] = [];
  const issues: unknown[] = [];
  let frameCount = 0;
  const socket = new WebSocket(`${url.replace('http', 'ws')}api/v1/stream`, { headers });
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      frameCount++;
      const issue = decoder.decode(new Uint8Array(data));
      if (issue !== undefined) issues.push(issue);
    } else {
      messages.push(JSON.parse(data.toString()) as NodeMessage);
    }
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    picture: decoder.picture,
    messages,
    issues,
    socket,
    get frameCount() {
      return frameCount;
    },
    subscribe: (request) => socket.send(JSON.stringify({ type: 'subscribe', ...request })),
    close: () => socket.terminate(),
  };
}

/** The body of a GET, as JSON. */
export async function getJson<T>(url: string, path: string): Promise<T> {
  const response = await fetch(new URL(path, url));
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
