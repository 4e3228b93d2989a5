import { createPlot, type Plot, type Sensor } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import { type AsterixRecord, fillPlot, roleOf, sensorFromService, timeOfDayOf } from './asterix.ts';
import { resolveTruncatedTime } from './cat001.ts';

const SITE: Sensor = {
  id: 's',
  name: 'S',
  owner: 'kg',
  kind: 'psrModeS',
  latDeg: 42.86,
  lonDeg: 74.59,
  heightM: 760,
};

/** What a record fills in, without what it leaves as it was; undefined when it gives no plot. */
function filled(record: AsterixRecord, sensor = SITE): Partial<Plot> | undefined {
  const plot = createPlot('s', 0, 0);
  if (!fillPlot(plot, record, sensor)) return undefined;
  const empty = createPlot('s', 0, 0);
  const changed = Object.entries(plot).filter(([key, value]) => !Object.is(value, empty[key as keyof Plot]));
  return Object.fromEntries(changed);
}

const source = { sac: 25, sic: 10 };
const code = { invalid: false, garbled: false, notExtracted: false, mode3A: '7500' };

describe('category 048', () => {
  const items = {
    i010: source,
    i140: { timeOfDay: 5376 },
    i020: { typ: 7, simulated: false, rdpChain: false, spi: true, fieldMonitor: false },
    i040: { rho: 16, theta: 90 },
    i070: code,
    i090: { invalid: false, garbled: false, flightLevel: 100 },
    i110: { height: 10_000 },
    i220: { aircraftAddress: 0x71be34 },
    i240: { aircraftIdentification: 'DLH65A' },
    i230: {
      communications: 1,
      flightStatus: 0,
      iiCapable: false,
      specificService: false,
      altitude25Ft: true,
      hasIdentification: true,
      bds10Bit16: false,
      bds10Bits37To40: 0,
    },
  };
  it('gives a polar plot in SI units', () => {
    expect(filled({ category: 48, items })).toEqual({
      rangeM: 29_632,
      azimuthDeg: 90,
      mode3a: 0o7500,
      pressureAltitudeM: 3048,
      geometricHeightM: 3048,
      address: 0x71be34,
      callsign: 'DLH65A',
      onGround: false,
      primary: true,
      modeS: true,
      spi: true,
    });
    expect(timeOfDayOf({ category: 48, items })).toBe(5376);
  });
  it('leaves out codes that are not valid, and takes the Cartesian pair where there is no polar one', () => {
    const { i040: _polar, ...rest } = items;
    const plot = filled({
      category: 48,
      items: {
        ...rest,
        i042: { x: -3, y: 4 },
        i070: { ...code, garbled: true },
        i090: { invalid: true, garbled: false, flightLevel: 100 },
      },
    });
    expect(plot).toMatchObject({ rangeM: 5 * 1852, azimuthDeg: expect.closeTo(323.13, 2) as number });
    expect(plot).not.toHaveProperty('mode3a');
    expect(plot).not.toHaveProperty('pressureAltitudeM');
  });
  it('gives no plot without a position, and a test plot for a field monitor', () => {
    expect(filled({ category: 48, items: { i010: source } })).toBeUndefined();
    const i020 = { ...items.i020, fieldMonitor: true };
    expect(filled({ category: 48, items: { ...items, i020 } })).toMatchObject({ test: true });
  });
});

describe('category 001', () => {
  it('gives a polar plot', () => {
    const items = {
      i010: source,
      i020: {
        isTrack: false,
        simulated: false,
        detection: 3,
        antenna2: false,
        spi: false,
        fieldMonitor: false,
      },
      i040: { rho: 16, theta: 90 },
      i070: { invalid: false, garbled: false, smoothed: false, mode3A: '0021' },
      i090: { invalid: false, garbled: false, flightLevel: -10 },
    };
    expect(filled({ category: 1, items })).toEqual({
      rangeM: 29_632,
      azimuthDeg: 90,
      mode3a: 0o21,
      pressureAltitudeM: -304.8,
      primary: true,
      secondary: true,
    });
  });
  it('resolves a truncated time of day to the moment nearest by', () => {
    const midnightMs = Date.UTC(2026, 0, 2);
    // 10:00:00 is 36,000 s: 160 s into the 71st period of 512 s.
    const nearMs = midnightMs + 36_000_000;
    expect(resolveTruncatedTime(161.5, nearMs)).toBe(nearMs + 1_500);
    expect(resolveTruncatedTime(150, nearMs)).toBe(nearMs - 10_000);
    expect(resolveTruncatedTime(511, midnightMs + 512_000)).toBe(midnightMs + 511_000);
  });
});

describe('category 021', () => {
  it('gives a geodetic plot with what the aircraft says of itself', () => {
    const items = {
      i010: source,
      i071: { timeOfPosition: 10 },
      i073: { positionReceived: 11 },
      i131: { lat: 43.5, lon: 75.5 },
      i140: { geometricHeight: 10_000 },
      i145: { flightLevel: 330 },
      i155: { exceeded: false, rate: -600 },
      i160: { exceeded: false, groundSpeed: 0.125, trackAngle: 90 },
      i080: { targetAddress: 0x71be34 },
      i170: { targetIdentification: 'KGZ 1?' },
    };
    const record: AsterixRecord = { category: 21, items };
    expect(timeOfDayOf(record)).toBe(10);
    expect(filled(record)).toEqual({
      latDeg: 43.5,
      lonDeg: 75.5,
      geometricHeightM: 3048,
      pressureAltitudeM: expect.closeTo(10_058.4, 6) as number,
      verticalMps: expect.closeTo(-3.048, 6) as number,
      eastMps: expect.closeTo(231.5, 6) as number,
      northMps: expect.closeTo(0, 6) as number,
      address: 0x71be34,
      modeS: true,
    });
    const accurate = { ...items, i090: { nucrOrNacv: 2, nucpOrNic: 8, nicBaro: true, sil: 3, nacp: 8 } };
    expect(filled({ category: 21, items: accurate })?.accuracyM).toBeCloseTo(
      Math.hypot(92.6 / 2.4477, 231.5 * 0.15),
      1,
    );
  });
  it('gives no plot at 0° N 0° E, the place of senders without a position', () => {
    expect(filled({ category: 21, items: { i130: { lat: 0, lon: 0 } } })).toBeUndefined();
  });
});

describe('category 062', () => {
  const items = {
    i010: source,
    i070: { timeOfTrack: 100 },
    i105: { lat: 60, lon: 24 },
    i185: { vx: 100, vy: -50 },
    i136: { flightLevel: 330 },
    i245: { source: 0, identification: 'FIN1AB' },
  };
  it("gives another system's track as a geodetic plot", () => {
    const i500 = { positionWgs84: { lat: 0.001, lon: 0.001 } };
    expect(filled({ category: 62, items: { ...items, i500 } })).toEqual({
      latDeg: 60,
      lonDeg: 24,
      eastMps: 100,
      northMps: -50,
      pressureAltitudeM: expect.closeTo(10_058.4, 6) as number,
      callsign: 'FIN1AB',
      accuracyM: expect.closeTo(111.32 * Math.sqrt((1 + 0.25) / 2), 1) as number,
    });
  });
  it('gives no plot for a track that is over or only extrapolated', () => {
    const i080 = {
      monosensor: false,
      spi: false,
      geometricMoreReliable: false,
      altitudeSource: 0,
      tentative: false,
      simulated: false,
      lastReport: true,
      firstReport: false,
      flightPlanCorrelated: false,
      adsbInconsistent: false,
      slavePromotion: false,
      background: false,
    };
    expect(filled({ category: 62, items: { ...items, i080 } })).toBeUndefined();
  });
});

describe('categories 010 and 020', () => {
  it('place a report relative to the site', () => {
    const i010 = source;
    const east = {
      latDeg: expect.closeTo(42.86, 4) as number,
      lonDeg: expect.closeTo(74.60224, 4) as number,
    };
    expect(filled({ category: 10, items: { i010, i042: { x: 1000, y: 0 } } })).toMatchObject(east);
    expect(filled({ category: 10, items: { i010, i040: { rho: 1000, theta: 90 } } })).toMatchObject(east);
    expect(filled({ category: 20, items: { i010, i042: { x: 1000, y: 0 } } })).toMatchObject(east);
    const { latDeg: _lat, ...siteless } = SITE;
    expect(filled({ category: 20, items: { i010, i042: { x: 1000, y: 0 } } }, siteless)).toBeUndefined();
  });
});

describe('service messages', () => {
  const { latDeg: _lat, lonDeg: _lon, heightM: _height, ...siteless } = SITE;
  it('give a radar its site and its turn, once', () => {
    const record: AsterixRecord = {
      category: 34,
      items: { i010: source, i041: { rotationPeriod: 4 }, i120: { height: 700, lat: 43, lon: 75 } },
    };
    expect(roleOf(record)).toBe('service');
    const told = sensorFromService(record, siteless);
    expect(told).toMatchObject({ latDeg: 43, lonDeg: 75, heightM: 700, periodS: 4 });
    expect(sensorFromService(record, told!)).toBeUndefined();
  });
  it('do not move a radar whose site is configured', () => {
    const record: AsterixRecord = {
      category: 34,
      items: { i010: source, i120: { height: 700, lat: 43, lon: 75 } },
    };
    expect(sensorFromService(record, SITE)).toBeUndefined();
  });
});
