/** A capture file with each payload as a UDP datagram to port 8600, for other programs to read. */
export function pcapOf(payloads: readonly Uint8Array[]): Uint8Array {
  const frameSize = (payload: Uint8Array): number => 16 + 42 + payload.length;
  const file = new Uint8Array(24 + payloads.reduce((sum, payload) => sum + frameSize(payload), 0));
  const view = new DataView(file.buffer);
  view.setUint32(0, 0xa1b2c3d4);
  view.setUint32(4, 0x00020004);
  view.setUint32(16, 262_144);
  view.setUint32(20, 1);
  let p = 24;
  for (const [index, payload] of payloads.entries()) {
    view.setUint32(p, index);
    view.setUint32(p + 8, 42 + payload.length);
    view.setUint32(p + 12, 42 + payload.length);
    const ip = p + 16 + 14;
    view.setUint16(ip - 2, 0x0800);
    file.set([0x45, 0], ip);
    view.setUint16(ip + 2, 28 + payload.length);
    file.set([0, 0, 0x40, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2], ip + 4);
    view.setUint16(ip + 20, 8600);
    view.setUint16(ip + 22, 8600);
    view.setUint16(ip + 24, 8 + payload.length);
    file.set(payload, ip + 28);
    p += frameSize(payload);
  }
  return file;
}
