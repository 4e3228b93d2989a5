import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { geodeticToEcef, RAD_PER_DEG } from '@commonsky/model';
import {
  type Arrival,
  cellCentre,
  createArrivalMonitor,
  createInterferenceMap,
  interferenceLevel,
  testArrivalTimes,
} from '@commonsky/watch';
import { sharedData } from '../shared-data.ts';
import { createRandom } from './watch-scenarios.ts';

const cells = sharedData('adsb/gpsjam');
const located = sharedData('adsb/locards-subset');

function rowsOf(url: URL): Record<string, string>[] {
  const [header, ...lines] = readFileSync(url, 'utf8').trim().split('\n');
  const names = header!.split(',');
  return lines.map((line) => {
    // The measurements column is quoted JSON and the last one.
    const [plain, quoted] = line.split(',"');
    const values = [...plain!.split(','), ...(quoted === undefined ? [] : [quoted.replace(/"$/u, '')])];
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
  });
}

describe.skipIf(!cells)('public interference maps', () => {
  // Worked out with an independent script from the published counts by the published formula.
  it.each([
    ['2022-02-14', { cells: 37_237, medium: 56, high: 86 }],
    ['2022-03-05', { cells: 65_280, medium: 114, high: 275 }],
  ])('%s: every cell gets its published class', (day, expected) => {
    const rows = rowsOf(new URL(`gpsjam/${day}-h3_4.csv`, new URL('./', cells)));
    const found = { cells: rows.length, medium: 0, high: 0 };
    for (const { hex, count_good_aircraft: good, count_bad_aircraft: bad } of rows) {
      expect(cellCentre(hex!)).toBeDefined();
      const level = interferenceLevel(Number(good), Number(bad));
      if (level !== 'low') found[level] += 1;
    }
    expect(found).toEqual(expected);
  });

  it('our map, fed with that many aircraft in the middle of each cell, gives the same counts and classes', () => {
    const rows = rowsOf(new URL('gpsjam/2022-03-05-h3_4.csv', new URL('./', cells)));
    const chosen = rows.filter(({ count_bad_aircraft: bad }, i) => Number(bad) > 0 || i % 40 === 0);
    const map = createInterferenceMap();
    let address = 0;
    for (const { hex, count_good_aircraft: good, count_bad_aircraft: bad } of chosen) {
      const { latDeg: lat, lonDeg: lon } = cellCentre(hex!)!;
      // An aircraft is seen many times, and well before it is disturbed: it still counts once, as bad.
      for (let i = 0; i < Number(good); i++)
        for (let k = 0; k < 2; k++) map.observe(address + i, lat, lon, false);
      address += Number(good);
      for (let i = 0; i < Number(bad); i++)
        for (const isBad of [false, true, false]) map.observe(address + i, lat, lon, isBad);
      address += Number(bad);
    }
    const counted = new Map(map.cells().map((cell) => [cell.cell, cell]));
    for (const { hex, count_good_aircraft: good, count_bad_aircraft: bad } of chosen) {
      const cell = counted.get(hex!)!;
      expect([cell.good, cell.bad, cell.level]).toEqual([
        Number(good),
        Number(bad),
        interferenceLevel(Number(good), Number(bad)),
      ]);
    }
    expect(map.stats.dropped).toBe(0);
  });
});

function ecef(latDeg: number, lonDeg: number, heightM: number): [number, number, number] {
  const out = new Float64Array(3);
  geodeticToEcef(latDeg * RAD_PER_DEG, lonDeg * RAD_PER_DEG, heightM, out);
  return [out[0]!, out[1]!, out[2]!];
}

describe.skipIf(!located)('times of arrival at five GPS-stamped receivers', () => {
  it('fit the true position, and do not fit one 2 km away', () => {
    const sensors = new Map(
      rowsOf(new URL('sensors.csv', new URL('locards-subset/', new URL('./', located)))).map((row) => [
        Number(row['serial']),
        ecef(Number(row['latitude']), Number(row['longitude']), Number(row['height'])),
      ]),
    );
    const random = createRandom(7);
    let honest = 0;
    let honestFlagged = 0;
    let spoofedFlagged = 0;
    let far = 0;
    let honestDoubted = 0;
    const monitor = createArrivalMonitor();
    for (let set = 1; set <= 8; set++) {
      for (const row of rowsOf(
        new URL(`set_${set}.csv`, new URL('locards-subset/', new URL('./', located))),
      )) {
        const heightM = Number.parseFloat(row['geoAltitude']!);
        if (Number.isNaN(heightM)) continue;
        const arrivals: Arrival[] = (JSON.parse(row['measurements']!) as [number, number, number][]).map(
          ([serial, ns]) => {
            const [x, y, z] = sensors.get(serial)!;
            return { x, y, z, timeS: ns * 1e-9 };
          },
        );
        const [lat, lon] = [Number(row['latitude']), Number(row['longitude'])];
        honest += 1;
        if (!testArrivalTimes(arrivals, ecef(lat, lon, heightM))!.plausible) honestFlagged += 1;
        const atMs = Number(row['timeAtServer']) * 1000;
        if (monitor.observe(Number(row['aircraft']), atMs, arrivals, ecef(lat, lon, heightM)))
          honestDoubted += 1;
        const bearing = random.between(0, 2 * Math.PI);
        const displaced = (metres: number) =>
          ecef(
            lat + (metres * Math.cos(bearing)) / 111_200,
            lon + (metres * Math.sin(bearing)) / (111_200 * Math.cos(lat * RAD_PER_DEG)),
            heightM,
          );
        if (!testArrivalTimes(arrivals, displaced(2000))!.plausible) spoofedFlagged += 1;
        if (!testArrivalTimes(arrivals, displaced(20_000))!.plausible) far += 1;
      }
    }
    // Real positions are up to a second old: some single messages misfit, no aircraft does.
    expect({ honest, honestDoubted }).toEqual({ honest: 1439, honestDoubted: 0 });
    expect(honestFlagged / honest).toBeLessThan(0.01);
    expect(spoofedFlagged / honest).toBeGreaterThan(0.95);
    expect(far / honest).toBeGreaterThan(0.99);
  });
});
