import { describe, expect, it } from 'vitest';
import {
  CHANGED,
  type ModesMessage,
  createAircraftStore,
  decodeModes,
  encodeAirbornePosition,
  encodeAllCall,
  encodeIdentification,
  encodeSurfacePosition,
  encodeSurveillanceReply,
  encodeVelocity,
} from './index.ts';

const address = 0x4840d6;
const message = (bytes: Uint8Array) => decodeModes(bytes) as ModesMessage;

describe('announcing aircraft', () => {
  it('needs two messages that prove themselves', () => {
    const store = createAircraftStore();
    expect(store.update(message(encodeAllCall({ address })), 0)).toBeUndefined();
    expect([...store.aircraft()]).toEqual([]);
    expect(store.update(message(encodeAllCall({ address })), 1000)).toMatchObject({ address });
    expect([...store.aircraft()]).toHaveLength(1);
  });

  it('does not believe a reply of an address that is not around', () => {
    const store = createAircraftStore();
    const reply = message(encodeSurveillanceReply({ df: 4, address, altitudeFt: 1000 }));
    for (let i = 0; i < 10; i++) expect(store.update(reply, i)).toBeUndefined();
    expect(store.stats.unknownAddress).toBe(10);
  });

  it('announces no aircraft by mended messages', () => {
    const store = createAircraftStore();
    const bytes = encodeIdentification({ address, callsign: 'TEST' });
    bytes[5]! ^= 1;
    const mended = decodeModes(bytes, { repairBitsMax: 1 }) as ModesMessage;
    for (let i = 0; i < 3; i++) expect(store.update(mended, i)).toBeUndefined();
    expect(store.stats.refusedRepairs).toBe(3);
  });

  it('never shows a ground station', () => {
    const store = createAircraftStore();
    const status = {
      df: 18 as const,
      address,
      repairedBits: 0,
      source: 'adsb-icao-nt' as const,
      control: 0,
      onGround: undefined,
      high: 0,
      low: 0,
      me: { kind: 'surface-system-status' as const, typeCode: 24 as const, subtype: 0 },
    };
    for (let i = 0; i < 10; i++) expect(store.update(status, i)).toBeUndefined();
    expect([...store.aircraft()]).toEqual([]);
  });

  it('holds a bounded number and forgets the silent', () => {
    const store = createAircraftStore({ aircraftCountMax: 10 });
    for (let i = 0; i < 30; i++) {
      store.update(message(encodeAllCall({ address: i + 1 })), i);
      store.update(message(encodeAllCall({ address: i + 1 })), i);
    }
    expect([...store.aircraft()].map(({ address }) => address)).toEqual([
      21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
    ]);
    expect(store.stats.evicted).toBe(20);
    store.expire(300_025);
    expect([...store.aircraft()]).toHaveLength(5);
  });
});

/** A flight from (60, 24.9) to the east at 0.002° a second, both parities in turn, every half second. */
function flight(i: number) {
  const lonDeg = 24.9 + i * 0.001;
  return {
    lonDeg,
    bytes: encodeAirbornePosition({ address, latDeg: 60.3, lonDeg, altitudeFt: 37000, odd: i % 2 === 1 }),
  };
}

describe('positions', () => {
  it('are shown after consistent reports, each at its own time', () => {
    const store = createAircraftStore();
    const shown = [0, 1, 2, 3].map((i) => store.update(message(flight(i).bytes), i * 500)?.position);
    // The first message has no partner, the second gives a candidate, the third confirms it.
    expect(shown.map((position) => position?.atMs)).toEqual([undefined, undefined, 1000, 1500]);
    expect(store.get(address)!.position!.lonDeg).toBeCloseTo(24.903, 4);
    expect(store.get(address)!.changed & CHANGED.position).toBe(CHANGED.position);
    expect(store.get(address)!.altitudeFt).toEqual({ value: 37000, source: 'adsb-icao', atMs: 1500 });
  });

  it('go on from single messages', () => {
    const store = createAircraftStore();
    for (let i = 0; i < 4; i++) store.update(message(flight(i).bytes), i * 500);
    store.update(message(flight(60).bytes), 30_000);
    expect(store.get(address)!.position).toMatchObject({ atMs: 30_000 });
    expect(store.get(address)!.position!.lonDeg).toBeCloseTo(24.96, 4);
  });

  it('reject what cannot be flown to, and follow when it goes on', () => {
    const store = createAircraftStore();
    for (let i = 0; i < 6; i++) store.update(message(flight(i).bytes), i * 500);
    const far = (i: number) =>
      encodeAirbornePosition({ address, latDeg: 52, lonDeg: 21, altitudeFt: 37000, odd: i % 2 === 1 });
    for (let i = 6; i < 9; i++) store.update(message(far(i)), i * 500);
    expect(store.get(address)!.position!.latDeg).toBeCloseTo(60.3, 3);
    expect(store.stats.positionsRejected).toBe(3);
    for (let i = 9; i < 20; i++) store.update(message(far(i)), i * 500);
    expect(store.get(address)!.position!.latDeg).toBeCloseTo(52, 3);
  });

  it('on the surface come from the last airborne fix, without any receiver site', () => {
    const store = createAircraftStore();
    for (let i = 0; i < 6; i++) store.update(message(flight(i).bytes), i * 500);
    for (let i = 0; i < 2; i++) {
      const bytes = encodeSurfacePosition({
        address,
        latDeg: 60.3,
        lonDeg: 24.91,
        groundSpeedKt: 10,
        trackDeg: 90,
        odd: i === 1,
      });
      store.update(message(bytes), 60_000 + i * 500);
    }
    const { position, onGround } = store.get(address)!;
    expect(position).toMatchObject({ onSurface: true, atMs: 60_500 });
    expect(position!.lonDeg).toBeCloseTo(24.91, 5);
    expect(onGround!.value).toBe(true);
  });

  it('out of range of the receiver are refused', () => {
    const store = createAircraftStore({ receiver: { latDeg: 45, lonDeg: 0 } });
    for (let i = 0; i < 6; i++) store.update(message(flight(i).bytes), i * 500);
    expect(store.get(address)!.position).toBeUndefined();
  });
});

describe('fields', () => {
  it('keep source and time, and let the better source win', () => {
    const store = createAircraftStore();
    store.update(message(flight(0).bytes), 0);
    store.update(message(encodeVelocity({ address, eastKt: 300, northKt: 0, verticalRateFtMin: -64 })), 100);
    store.update(message(encodeSurveillanceReply({ df: 4, address, altitudeFt: 36975 })), 200);
    store.update(message(encodeSurveillanceReply({ df: 5, address, squawk: 0o1234 })), 300);
    store.update(message(encodeSurveillanceReply({ df: 5, address, squawk: 0o1234 })), 400);
    store.update(message(encodeIdentification({ address, callsign: 'FIN1AB', category: 'A3' })), 500);
    expect(store.get(address)).toMatchObject({
      altitudeFt: { value: 37000, source: 'adsb-icao', atMs: 0 },
      velocity: { value: { groundSpeedKt: 300, trackDeg: 90 }, source: 'adsb-icao', atMs: 100 },
      verticalRateFtMin: { value: -64 },
      squawk: { value: 0o1234, source: 'mode-s', atMs: 400 },
      callsign: { value: 'FIN1AB', atMs: 500 },
      category: { value: 'A3' },
      messageCount: 6,
    });
  });

  it('do not leap by one reply that may be noise', () => {
    const store = createAircraftStore();
    for (let i = 0; i < 2; i++) store.update(message(encodeAllCall({ address })), i);
    store.update(message(encodeSurveillanceReply({ df: 4, address, altitudeFt: 5000 })), 10);
    store.update(message(encodeSurveillanceReply({ df: 4, address, altitudeFt: 5000 })), 20);
    store.update(message(encodeSurveillanceReply({ df: 20, address, altitudeFt: 41000 })), 30);
    store.update(message(encodeSurveillanceReply({ df: 21, address, squawk: 0o7500 })), 40);
    store.update(
      message(encodeSurveillanceReply({ df: 4, address, altitudeFt: 30_000, flightStatus: 4 })),
      50,
    );
    expect(store.get(address)).toMatchObject({
      altitudeFt: { value: 5000, source: 'mode-s' },
      squawk: undefined,
      alert: { value: false },
      spi: { value: false },
    });
  });

  it('go on when a recording starts again from an earlier time', () => {
    const store = createAircraftStore();
    for (let i = 0; i < 2; i++) store.update(message(flight(i).bytes), 10_000_000 + i);
    store.expire(1000);
    expect([...store.aircraft()]).toEqual([]);
    for (let i = 0; i < 4; i++) store.update(message(flight(i).bytes), i * 500);
    expect(store.get(address)!.position!.atMs).toBe(1500);
  });

  it('of a mended message are left alone, but for the position', () => {
    const store = createAircraftStore();
    const mended = (bytes: Uint8Array) => {
      bytes[7]! ^= 4;
      return decodeModes(bytes, { repairBitsMax: 1 }) as ModesMessage;
    };
    for (let i = 0; i < 3; i++) store.update(message(flight(i).bytes), i * 500);
    store.update(mended(encodeIdentification({ address, callsign: 'FIN1AB' })), 1400);
    store.update(mended(flight(3).bytes), 1500);
    expect(store.get(address)).toMatchObject({
      callsign: undefined,
      position: { atMs: 1500 },
      altitudeFt: { atMs: 1000 },
    });
    expect(store.stats).toMatchObject({ repaired: 2, refusedRepairs: 0 });
  });
});
