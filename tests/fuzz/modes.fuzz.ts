import {
  type AircraftState,
  createAircraftStore,
  createBeastReader,
  decodeModes,
  encodeAirbornePosition,
  encodeAllCall,
  encodeBeast,
  encodeIdentification,
  encodeSurfacePosition,
  encodeSurveillanceReply,
  encodeVelocity,
  inferCommB,
} from '@commonsky/modes';
import type { Fuzz } from './fuzz.ts';

/** A small generator with a seed: the same run again finds the same fault again. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const SIZES = [7, 14] as const;
/** Aircraft that really fly in the mutated sky. */
const REAL = 20;
/** One in this many messages of the mutated sky arrives whole. */
const WHOLE_EVERY = 4;
/** Messages arrive this far apart: 5,000 a second. */
const STEP_MS = 0.2;

function realMessage(random: () => number): Uint8Array {
  const index = random() % REAL;
  const address = 0x460000 + index * 0x111;
  const latDeg = 60 + index / 10;
  const lonDeg = 25 + index / 10;
  switch (random() % 7) {
    case 0:
      return encodeIdentification({ address, callsign: `FIN${index}`, category: 'A3' });
    case 1:
      return encodeVelocity({ address, eastKt: 300, northKt: -100, verticalRateFtMin: 640 });
    case 2:
      return encodeAllCall({ address });
    case 3:
      return encodeSurveillanceReply({ df: 4, address, altitudeFt: 30_000 });
    case 4:
      return encodeSurveillanceReply({
        df: 21,
        address,
        squawk: 0o1234,
        mb: Uint8Array.of(0xca, 0x3e, 0x51, 0xf0, 0xa8, 0, 0),
      });
    case 5:
      return encodeSurfacePosition({
        address,
        latDeg,
        lonDeg,
        groundSpeedKt: 10,
        trackDeg: 90,
        odd: random() % 2 === 0,
      });
    default:
      return encodeAirbornePosition({ address, latDeg, lonDeg, altitudeFt: 30_000, odd: random() % 2 === 0 });
  }
}

function flipBits(bytes: Uint8Array, count: number, random: () => number): void {
  for (let i = 0; i < count; i++) {
    const bit = random() % (bytes.length * 8);
    bytes[bit >> 3]! ^= 0x80 >> (bit & 7);
  }
}

function checkState(state: AircraftState): void {
  const { position, altitudeFt, velocity } = state;
  const wrong =
    (position && !(Math.abs(position.latDeg) <= 90 && Math.abs(position.lonDeg) <= 180)) ||
    (altitudeFt && !(altitudeFt.value >= -1300 && altitudeFt.value <= 140_000)) ||
    (velocity && !(velocity.value.groundSpeedKt >= 0 && velocity.value.groundSpeedKt <= 6000));
  if (wrong) throw new Error(`impossible state of ${state.address.toString(16)}: ${JSON.stringify(state)}`);
}

/** Random octets as messages: nothing throws, nothing is shown. */
function fuzzNoise(runs: number, random: () => number): { decoded: number; shown: number; pending: number } {
  const store = createAircraftStore();
  let decoded = 0;
  let shown = 0;
  for (let i = 0; i < runs; i++) {
    const bytes = new Uint8Array(SIZES[i & 1]!);
    for (let k = 0; k < bytes.length; k++) bytes[k] = random();
    const message = decodeModes(bytes);
    if (message.df === undefined) continue;
    decoded++;
    if (message.df === 20 || message.df === 21)
      inferCommB(message.high, message.low, { altitudeFt: message.altitudeFt });
    if (store.update(message, i * STEP_MS)) shown++;
    if (i % 5000 === 0) store.expire(i * STEP_MS);
  }
  return { decoded, shown, pending: store.stats.pending };
}

/**
 * A receiver that takes every bit of pure noise, at 1 Mbit/s, for the start of a message: what is shown of
 * it is a phantom.
 */
function fuzzBits(bits: number, random: () => number): { proved: number; shown: number } {
  const store = createAircraftStore();
  const long = new Uint8Array(14);
  const short = long.subarray(0, 7);
  let shown = 0;
  let proved = 0;
  let word = 0;
  for (let i = 0; i < bits; i++) {
    if ((i & 31) === 0) word = random();
    for (let k = 0; k < 13; k++) long[k] = (long[k]! << 1) | (long[k + 1]! >> 7);
    long[13] = (long[13]! << 1) | (word & 1);
    word >>>= 1;
    const message = decodeModes(long[0]! < 0x80 ? short : long);
    if (message.df === undefined) continue;
    if (message.df === 11 || message.df === 17 || message.df === 18 || message.df === 19) proved++;
    if (store.update(message, i / 1000)) shown++;
    if (i % 1_000_000 === 0) store.expire(i / 1000);
  }
  return { proved, shown };
}

/** Real messages of twenty aircraft, three of four with flipped bits: no other aircraft is ever shown. */
function fuzzMutated(
  runs: number,
  random: () => number,
  repairBitsMax: 0 | 1 | 2,
): { shown: number; phantoms: number; repaired: number } {
  const store = createAircraftStore({ receiver: { latDeg: 60, lonDeg: 25 } });
  const phantoms = new Set<number>();
  let shown = 0;
  let repaired = 0;
  for (let i = 0; i < runs; i++) {
    const bytes = realMessage(random);
    if (i % WHOLE_EVERY !== 0) flipBits(bytes, 1 + (random() % 12), random);
    const message = decodeModes(bytes, { repairBitsMax });
    if (message.df === undefined) continue;
    if (message.repairedBits > 0) repaired++;
    const state = store.update(message, i * STEP_MS);
    if (state === undefined) continue;
    shown++;
    checkState(state);
    const index = (state.address - 0x460000) / 0x111;
    if (!Number.isInteger(index) || index < 0 || index >= REAL) phantoms.add(state.address);
    else if (state.callsign && state.callsign.value !== `FIN${index}`) {
      throw new Error(`aircraft ${index} bears the name ${state.callsign.value}`);
    }
    if (i % 5000 === 0) store.expire(i * STEP_MS);
  }
  return { shown, phantoms: phantoms.size, repaired };
}

/** Beast streams with octets changed, lost and doubled, in any chunks: the parser always goes on. */
function fuzzStream(runs: number, random: () => number): number {
  const reader = createBeastReader();
  const store = createAircraftStore();
  let frames = 0;
  for (let i = 0; i < runs; i += 10) {
    const parts: number[] = [];
    for (let k = 0; k < 10; k++)
      parts.push(...encodeBeast({ timestamp: i * 2400, signal: random() & 255, bytes: realMessage(random) }));
    for (let k = random() % 4; k > 0; k--)
      parts.splice(random() % parts.length, random() % 3, random() & 255);
    const stream = Uint8Array.from(parts);
    const cut = random() % stream.length;
    for (const chunk of [stream.subarray(0, cut), stream.subarray(cut)]) {
      reader.forEach(chunk, (frame) => {
        frames++;
        const message = frame.kind === 'mode-ac' ? undefined : decodeModes(frame.bytes);
        if (message?.df !== undefined) store.update(message, i * STEP_MS);
      });
    }
    if (i % 5000 === 0) store.expire(i * STEP_MS);
  }
  if (frames < runs / 2) throw new Error(`the stream parser lost its place: ${frames} frames of ${runs}`);
  return frames;
}

export const fuzz: Fuzz = ({ runs, seed }) => {
  const random = createRandom(seed);
  const noise = fuzzNoise(Math.ceil(runs / 2), random);
  if (noise.shown > 0) throw new Error(`${noise.shown} updates of aircraft made of noise were shown`);
  const bits = fuzzBits(runs * 10, random);
  if (bits.shown > 0) throw new Error(`${bits.shown} phantom updates in ${runs * 10} bits of noise`);
  const mutated = ([0, 1, 2] as const).map((bits) => fuzzMutated(Math.ceil(runs / 8), random, bits));
  const phantoms = mutated.map((run) => run.phantoms);
  if (phantoms.some((count) => count > 0))
    throw new Error(`phantom aircraft with 0, 1, 2 bits repaired: ${phantoms.join(', ')}`);
  const frames = fuzzStream(Math.ceil(runs / 8), random);
  return (
    `${runs} messages: of ${Math.ceil(runs / 2)} random ones ${noise.decoded} pass as some format, ` +
    `none shown; in ${runs * 10} bits of noise, each taken for a start, ${bits.proved} pass the parity of ` +
    `DF11, 17, 18 or 19, none shown; of mutated ones 0 phantoms with repair of 0, 1, 2 bits ` +
    `(${mutated.map((run) => run.repaired).join(', ')} repaired); ${frames} frames from damaged streams`
  );
};
