/**
 * Many clients of one stream, in a process of their own so that the server's time is told apart:
 * `node server-clients.ts URL COUNT RATE_HZ shared|own`. Prints one line of JSON a second.
 */
import { WebSocket } from 'ws';

const [url = '', count = '', rateHz = '', boxes = ''] = process.argv.slice(2);
let frames = 0;
let octets = 0;
let open = 0;

for (let i = 0; i < Number(count); i++) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}api/v1/stream`);
  socket.on('open', () => {
    open++;
    // Boxes that all hold the whole picture, each a little different.
    const box = [60 - i / 1000, 30, 90, 60];
    const request = { type: 'subscribe', member: 'bench', rateHz: Number(rateHz) };
    socket.send(JSON.stringify(boxes === 'own' ? { ...request, box } : request));
  });
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return;
    frames++;
    octets += data.length;
  });
}
setInterval(() => console.log(JSON.stringify({ open, frames, octets })), 1_000);
process.on('disconnect', () => process.exit());
