import { createTrackFrameDecoder, createTrackFrameEncoder, type Track } from '@commonsky/model';
import { type Bench, medianRate } from './bench.ts';

const TRACK_COUNT = 20_000;
const FRAME_COUNT = 30;
const START_MS = Date.UTC(2026, 10, 22, 12);

/** Small and fast, seeded; the same traffic in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Pictures a second apart: cruising, climbing and turning tracks whose filters still stir a little. */
function createPictures(): Track[][] {
  const random = createRandom(62);
  const noise = (sigma: number): number => (random() + random() + random() - 1.5) * 2 * sigma;
  const flights = Array.from({ length: TRACK_COUNT }, (_, i) => ({
    number: i + 1,
    latDeg: 38 + random() * 8,
    lonDeg: 66 + random() * 14,
    speedMps: 120 + random() * 130,
    courseRad: random() * 2 * Math.PI,
    turnRadPerS: random() < 0.2 ? 0.02 : 0,
    altitudeM: 1_000 + random() * 10_000,
    verticalMps: random() < 0.3 ? 8 : 0,
    periodS: 1 + Math.floor(random() * 8),
  }));
  return Array.from({ length: FRAME_COUNT }, (_, second) =>
    flights.map((flight): Track => {
      flight.courseRad += flight.turnRadPerS;
      flight.altitudeM += flight.verticalMps;
      const eastMps = flight.speedMps * Math.sin(flight.courseRad);
      const northMps = flight.speedMps * Math.cos(flight.courseRad);
      flight.latDeg += northMps / 111_200;
      flight.lonDeg += eastMps / 83_000;
      const ageS = second % flight.periodS;
      const isNew = ageS === 0;
      return {
        number: flight.number,
        status: 'confirmed',
        atMs: START_MS + second * 1_000,
        lastPlotMs: START_MS + (second - ageS) * 1_000,
        bornMs: START_MS,
        latDeg: flight.latDeg + (isNew ? noise(0.0003) : 0),
        lonDeg: flight.lonDeg + (isNew ? noise(0.0003) : 0),
        pressureAltitudeM: flight.altitudeM,
        geometricHeightM: Number.NaN,
        eastMps: eastMps + (isNew ? noise(0.5) : 0),
        northMps: northMps + (isNew ? noise(0.5) : 0),
        verticalMps: flight.verticalMps,
        accuracyM: 40 + 10 * ageS,
        pEastEast: 1600,
        pEastNorth: 0,
        pNorthNorth: 1600,
        modeProbabilities: [1, 0, 0],
        address: 0x60_0000 + flight.number,
        mode3a: flight.number & 0o7777,
        callsign: `KZR${flight.number}`,
        onGround: false,
        spi: false,
        contributions: [],
      };
    }),
  );
}

/** What a client would need of each track as JSON, for the ratio. */
function jsonSize(tracks: readonly Track[]): number {
  const rows = tracks.map((t) => ({
    number: t.number,
    status: t.status,
    lastPlotMs: t.lastPlotMs,
    latDeg: Number(t.latDeg.toFixed(6)),
    lonDeg: Number(t.lonDeg.toFixed(6)),
    pressureAltitudeM: Math.round(t.pressureAltitudeM),
    eastMps: Number(t.eastMps.toFixed(1)),
    northMps: Number(t.northMps.toFixed(1)),
    verticalMps: Number(t.verticalMps.toFixed(1)),
    accuracyM: Math.round(t.accuracyM),
    address: t.address,
    mode3a: t.mode3a,
    callsign: t.callsign,
    onGround: t.onGround,
  }));
  return JSON.stringify(rows).length / tracks.length;
}

export const bench: Bench = (report) => {
  const pictures = createPictures();
  const encodeAll = (): Uint8Array[] => {
    const encoder = createTrackFrameEncoder();
    return pictures.map((tracks, second) => encoder.encode(tracks, START_MS + second * 1_000));
  };
  const frames = encodeAll();
  const detail = { tracks: TRACK_COUNT, frames: FRAME_COUNT };
  const total = TRACK_COUNT * FRAME_COUNT;

  report({
    name: 'wire encode',
    unit: 'tracks/s',
    value: medianRate(() => (encodeAll(), total)),
    ...detail,
  });
  report({
    name: 'wire decode',
    unit: 'tracks/s',
    value: medianRate(() => {
      const decoder = createTrackFrameDecoder();
      for (const frame of frames) {
        const issue = decoder.decode(frame);
        if (issue !== undefined) throw new Error(`frame refused: ${issue.code}`);
      }
      return total;
    }),
    ...detail,
  });

  const deltaSize = frames.slice(2).reduce((sum, frame) => sum + frame.length, 0);
  const perTrack = deltaSize / (TRACK_COUNT * (FRAME_COUNT - 2));
  report({ name: 'wire delta frame', unit: 'octets/track', value: perTrack });
  report({ name: 'wire key frame', unit: 'octets/track', value: frames[0]!.length / TRACK_COUNT });
  report({ name: 'the same as JSON', unit: 'octets/track', value: jsonSize(pictures[0]!) });
};
