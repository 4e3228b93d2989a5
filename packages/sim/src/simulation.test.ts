import { createDecoder } from '@commonsky/asterix';
import { cat020 } from '@commonsky/asterix/cat020';
import { cat021 } from '@commonsky/asterix/cat021';
import { cat034 } from '@commonsky/asterix/cat034';
import { cat048 } from '@commonsky/asterix/cat048';
import { M_PER_FT, M_PER_NM, RAD_PER_DEG, resolveTimeOfDay } from '@commonsky/model';
import { createAircraftStore, createBeastReader, decodeModes } from '@commonsky/modes';
import { expect, it } from 'vitest';
import { demoScenario } from './demo.ts';
import { distanceAndBearing } from './geo.ts';
import { createPlotSimulation, type SimulatedPlot } from './plots.ts';
import { createSimulation, type Emission } from './simulation.ts';

const START_MS = Date.UTC(2026, 0, 1, 23, 59, 30);
const END_MS = START_MS + 60_000;

/** The demo across midnight, with a multilateration system and a 3-D radar besides. */
const base = demoScenario({ seed: 4, startMs: START_MS });
const SCENARIO = {
  ...base,
  sensors: [
    ...base.sensors!,
    {
      kind: 'radar',
      id: 'kg-3d',
      owner: 'kg',
      sac: 201,
      sic: 4,
      latDeg: 43.2,
      lonDeg: 75.2,
      heightM: 900,
      rangeMaxM: 300_000,
      periodS: 6,
      primary: { rangeMaxM: 250_000, elevationNoiseDeg: 0.1, dopplerNoiseMps: 2 },
    },
    {
      kind: 'mlat',
      id: 'kz-mlat',
      owner: 'kz',
      sac: 202,
      sic: 31,
      latDeg: 43.3543,
      lonDeg: 77.0428,
      heightM: 700,
      rangeMaxM: 150_000,
      stations: [
        { latDeg: 43.35, lonDeg: 77.04, heightM: 700 },
        { latDeg: 43.6, lonDeg: 76.6, heightM: 700 },
        { latDeg: 43.75, lonDeg: 77.2, heightM: 600 },
        { latDeg: 43.45, lonDeg: 77.6, heightM: 800 },
        { latDeg: 43.2, lonDeg: 76.7, heightM: 900 },
      ],
    },
  ],
} as const satisfies typeof base;

function emissions(stepMs: number): Emission[] {
  const simulation = createSimulation(SCENARIO);
  const all: Emission[] = [];
  for (let ms = START_MS; ms <= END_MS; ms += stepMs) all.push(...simulation.advance(ms));
  return all;
}

const sent = emissions(250);
const plotSimulation = createPlotSimulation(SCENARIO);
const plots: SimulatedPlot[] = plotSimulation.advance(END_MS);
const decoder = createDecoder({ categories: [cat020, cat021, cat034, cat048] });

/** Records of one category that a sensor sent, decoded by the real decoder. */
function decoded(sensorId: string, category: number) {
  return sent
    .filter((each) => each.sensorId === sensorId && each.transport === 'asterix')
    .flatMap(({ bytes, atMs }) => {
      const { records, issues } = decoder.decode(bytes);
      expect(issues).toEqual([]);
      return records.filter((record) => record.category === category).map((record) => ({ record, atMs }));
    });
}

function plotsOf(sensorId: string): SimulatedPlot['plot'][] {
  return plots.filter(({ plot }) => plot.sensorId === sensorId).map(({ plot }) => plot);
}

it('sends in time order, and the same whatever the steps it is asked for', () => {
  for (let i = 1; i < sent.length; i++) expect(sent[i]!.atMs).toBeGreaterThanOrEqual(sent[i - 1]!.atMs);
  expect(emissions(10_000)).toEqual(sent);
});

it.each(['kg-manas', 'kg-issyk-kul', 'kg-osh', 'kz-almaty', 'kz-taraz', 'kz-shymkent', 'kg-3d'])(
  'says in CAT048 what radar %s measured, within quantisation',
  (sensorId) => {
    const records = decoded(sensorId, 48);
    const measured = plotsOf(sensorId);
    expect(records.length).toBe(measured.length);
    expect(records.length).toBeGreaterThan(40);
    for (const [index, { record, atMs: arrivedMs }] of records.entries()) {
      if (record.category !== 48) continue;
      const { items } = record;
      const plot = measured[index]!;
      const atMs = resolveTimeOfDay(items.i140!.timeOfDay, arrivedMs);
      expect(Math.abs(atMs - plot.measuredAtMs)).toBeLessThanOrEqual(1000 / 256 + 1e-6);
      expect(Math.abs(items.i040!.rho * M_PER_NM - plot.rangeM)).toBeLessThanOrEqual(M_PER_NM / 512 + 1e-6);
      const turn = ((items.i040!.theta - plot.azimuthDeg + 540) % 360) - 180;
      expect(Math.abs(turn)).toBeLessThanOrEqual(180 / 65_536 + 1e-9);
      expect(items.i220?.aircraftAddress).toBe(plot.address);
      expect(items.i240?.aircraftIdentification).toBe(plot.callsign);
      const code = items.i070?.garbled === false ? Number.parseInt(items.i070.mode3A, 8) : undefined;
      expect(code).toBe(plot.mode3a);
      const level = items.i090?.garbled === false ? items.i090.flightLevel * 100 * M_PER_FT : Number.NaN;
      expect(level.toFixed(6)).toBe(plot.pressureAltitudeM.toFixed(6));
      if (items.i110)
        expect(Math.abs(items.i110.height * M_PER_FT - plot.geometricHeightM)).toBeLessThan(3.82);
      if (items.i120)
        expect(Math.abs(items.i120.calculated!.speed - plot.dopplerMps)).toBeLessThanOrEqual(0.5);
      const primary = [1, 3, 7].includes(items.i020!.typ);
      expect({ primary, secondary: items.i020!.typ > 1 }).toEqual({
        primary: plot.primary,
        secondary: plot.secondary,
      });
    }
  },
);

it('turns every radar: 32 sectors a turn, north markers with the site', () => {
  const records = decoded('kg-manas', 34);
  const sectors = records.map(({ record }) =>
    record.category === 34 ? record.items.i020!.sector / 11.25 : Number.NaN,
  );
  expect(sectors.length).toBeGreaterThan(32 * 14);
  for (let i = 1; i < sectors.length; i++) expect(sectors[i]).toBe((sectors[i - 1]! + 1) % 32);
  const north = records.flatMap(({ record }) =>
    record.category === 34 && record.items.i041 ? [record.items] : [],
  );
  expect(north.length).toBeGreaterThanOrEqual(14);
  expect(north[0]).toMatchObject({
    i000: { messageType: 1 },
    i041: { rotationPeriod: 4 },
    i120: { height: 640 },
  });
  expect(north[0]!.i120!.lat).toBeCloseTo(43.0613, 4);
});

it.each(['kg-adsb-manas', 'kz-adsb-almaty'])(
  'says in CAT021 what station %s heard, within quantisation',
  (id) => {
    const records = decoded(id, 21);
    const measured = plotsOf(id);
    expect(records.length).toBe(measured.length);
    expect(records.length).toBeGreaterThan(1000);
    for (const [index, { record }] of records.entries()) {
      if (record.category !== 21) continue;
      const { items } = record;
      const plot = measured[index]!;
      expect(items.i080!.targetAddress).toBe(plot.address);
      expect(items.i131!.lat).toBeCloseTo(plot.latDeg, 6);
      expect(items.i131!.lon).toBeCloseTo(plot.lonDeg, 6);
      expect(items.i040!.groundBit).toBe(plot.onGround);
      if (plot.onGround) continue;
      expect(Math.abs(items.i145!.flightLevel * 100 * M_PER_FT - plot.pressureAltitudeM)).toBeLessThan(3.82);
      const speed = items.i160!.groundSpeed * M_PER_NM;
      const track = items.i160!.trackAngle * RAD_PER_DEG;
      expect(Math.abs(speed * Math.sin(track) - plot.eastMps)).toBeLessThan(0.1);
      expect(Math.abs(speed * Math.cos(track) - plot.northMps)).toBeLessThan(0.1);
    }
  },
);

it('says in CAT020 where multilateration found aircraft', () => {
  const records = decoded('kz-mlat', 20);
  const measured = plotsOf('kz-mlat');
  expect(records.length).toBe(measured.length);
  expect(records.length).toBeGreaterThan(100);
  for (const [index, { record }] of records.entries()) {
    if (record.category !== 20) continue;
    expect(record.items.i041!.lat).toBeCloseTo(measured[index]!.latDeg, 5);
    expect(record.items.i041!.lon).toBeCloseTo(measured[index]!.lonDeg, 5);
    expect(record.items.i220?.targetAddress).toBe(measured[index]!.address);
  }
});

it.each(['kg-beast-issyk-kul', 'kz-beast-taraz'])(
  'sends Beast frames on %s from which aircraft come out where they are',
  (id) => {
    const spec = SCENARIO.sensors.find((each) => each.id === id)!;
    const reader = createBeastReader();
    const store = createAircraftStore({ receiver: { latDeg: spec.latDeg, lonDeg: spec.lonDeg } });
    const formats = new Set<number>();
    const rejects: unknown[] = [];
    for (const { bytes, atMs } of sent.filter((each) => each.sensorId === id)) {
      for (const frame of reader.push(bytes)) {
        const message = decodeModes(frame.bytes);
        if (message.df === undefined) rejects.push(message);
        else {
          formats.add(message.df);
          store.update(message, atMs);
        }
      }
    }
    expect(rejects).toEqual([]);
    expect([...formats].sort((a, b) => a - b)).toEqual([4, 5, 11, 17, 20, 21]);
    const truth = new Map(plotSimulation.truth().map((each) => [each.address, each]));
    let compared = 0;
    for (const aircraft of store.aircraft()) {
      const at = truth.get(aircraft.address);
      if (!at || !aircraft.position || END_MS - aircraft.position.atMs > 2000) continue;
      const [distance] = distanceAndBearing(
        at.latDeg * RAD_PER_DEG,
        at.lonDeg * RAD_PER_DEG,
        aircraft.position.latDeg * RAD_PER_DEG,
        aircraft.position.lonDeg * RAD_PER_DEG,
      );
      // Up to 2 s of flight, the batch it came in, and its own error.
      expect(distance).toBeLessThan(2.3 * Math.hypot(at.eastMps, at.northMps) + 150);
      expect(aircraft.callsign?.value).toBe(at.callsign);
      if (aircraft.squawk) expect(aircraft.squawk.value).toBe(at.mode3a);
      if (aircraft.altitudeFt) {
        const tolerance = 13 + 2.3 * Math.abs(at.verticalMps / M_PER_FT);
        expect(Math.abs(aircraft.altitudeFt.value - at.pressureAltitudeM / M_PER_FT)).toBeLessThan(tolerance);
      }
      compared++;
    }
    expect(compared).toBeGreaterThan(20);
  },
);

it('stays within bounds for hours', () => {
  const simulation = createPlotSimulation({ ...demoScenario({ seed: 9 }), sensors: [] });
  const counts: number[] = [];
  for (let minute = 0; minute < 180; minute++) {
    simulation.advance(simulation.startMs + minute * 60_000);
    counts.push(simulation.truth().filter((each) => !each.onGround).length);
  }
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(95);
  expect(Math.max(...counts)).toBeLessThanOrEqual(120);
});
