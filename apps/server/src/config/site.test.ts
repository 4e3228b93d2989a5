import { expect, it } from 'vitest';
import { parseSite } from './site.ts';

it('parses SAC/SIC=LAT,LON,HEIGHT', () => {
  expect(parseSite('25/10=42.86,-74.59,760')).toEqual({
    sac: 25,
    sic: 10,
    latDeg: 42.86,
    lonDeg: -74.59,
    heightM: 760,
  });
  expect(parseSite('0/1=0,180')).toEqual({ sac: 0, sic: 1, latDeg: 0, lonDeg: 180, heightM: 0 });
});

it.each(['', '25=1,2', '256/1=1,2', '1/1=91,2', '1/1=1,181', '1/1=1', '1/1=a,b'])('refuses "%s"', (text) => {
  expect(() => parseSite(text)).toThrow(expect.objectContaining({ code: 'SERVER_ERR_SITE_INVALID' }));
});
