import type { Scenario } from './scenario/scenario.ts';

export interface DemoOptions {
  readonly seed?: number;
  /** UTC ms of the scenario's first moment. */
  readonly startMs?: number;
}

/**
 * Two neighbours around Issyk-Kul, each with notional sensors at public civil airports whose coverage
 * overlaps at the border, and a day's civil traffic that never ends. SAC/SIC, ranges, traffic and
 * runways are invented; places, heights and address blocks are public facts.
 */
export function demoScenario({ seed = 1, startMs = Date.UTC(2026, 0, 1, 6) }: DemoOptions = {}): Scenario {
  return {
    name: 'Issyk-Kul demo',
    seed,
    start: new Date(startMs).toISOString(),
    // A cold, dense winter day over a geoid 40 m below the ellipsoid.
    atmosphere: { offsetM: -40, scale: -0.03 },
    members: [
      { id: 'kg', name: 'Kyrgyzstan' },
      { id: 'kz', name: 'Kazakhstan' },
    ],
    sensors: [
      {
        kind: 'radar',
        id: 'kg-manas',
        name: 'Manas terminal',
        owner: 'kg',
        sac: 201,
        sic: 1,
        latDeg: 43.0613,
        lonDeg: 74.4776,
        heightM: 640,
        periodS: 4,
        rangeMaxM: 220_000,
        primary: { rangeMaxM: 110_000 },
        secondary: { mode: 'modeS' },
        clutter: { uniformPerScan: 1.5 },
        // The Kyrgyz Ala-Too stands to the south.
        horizon: [{ fromDeg: 110, toDeg: 250, elevationDeg: 2.5 }],
      },
      {
        kind: 'radar',
        id: 'kg-issyk-kul',
        name: 'Issyk-Kul en-route',
        owner: 'kg',
        sac: 201,
        sic: 2,
        latDeg: 42.5856,
        lonDeg: 76.7012,
        heightM: 1700,
        periodS: 8,
        rangeMaxM: 400_000,
        secondary: { mode: 'modeS' },
        horizon: [
          { fromDeg: 300, toDeg: 60, elevationDeg: 1.5 },
          { fromDeg: 140, toDeg: 220, elevationDeg: 1 },
        ],
      },
      {
        kind: 'radar',
        id: 'kg-osh',
        name: 'Osh terminal',
        owner: 'kg',
        sac: 201,
        sic: 3,
        latDeg: 40.609,
        lonDeg: 72.7933,
        heightM: 910,
        periodS: 5,
        rangeMaxM: 280_000,
        primary: { rangeMaxM: 100_000 },
        secondary: { mode: 'ssr', probability: 0.96, noise: { rangeM: 40, azimuthDeg: 0.08 } },
        clutter: { uniformPerScan: 1 },
        horizon: [{ fromDeg: 90, toDeg: 200, elevationDeg: 3 }],
      },
      {
        kind: 'adsb',
        id: 'kg-adsb-manas',
        name: 'Manas ADS-B',
        owner: 'kg',
        sac: 201,
        sic: 21,
        latDeg: 43.0613,
        lonDeg: 74.4776,
        heightM: 660,
        rangeMaxM: 380_000,
        horizon: [{ fromDeg: 110, toDeg: 250, elevationDeg: 2 }],
      },
      {
        kind: 'beast',
        id: 'kg-beast-issyk-kul',
        name: 'Issyk-Kul receiver',
        owner: 'kg',
        latDeg: 42.59,
        lonDeg: 76.71,
        heightM: 1690,
        rangeMaxM: 330_000,
        elevationMinDeg: 0.5,
      },
      {
        kind: 'radar',
        id: 'kz-almaty',
        name: 'Almaty terminal',
        owner: 'kz',
        sac: 202,
        sic: 1,
        latDeg: 43.3543,
        lonDeg: 77.0428,
        heightM: 690,
        periodS: 4,
        rangeMaxM: 250_000,
        primary: { rangeMaxM: 110_000 },
        secondary: { mode: 'modeS' },
        clutter: { uniformPerScan: 1.5 },
        // The Trans-Ili Alatau stands to the south.
        horizon: [{ fromDeg: 120, toDeg: 250, elevationDeg: 4 }],
      },
      {
        kind: 'radar',
        id: 'kz-taraz',
        name: 'Taraz en-route',
        owner: 'kz',
        sac: 202,
        sic: 2,
        latDeg: 42.8536,
        lonDeg: 71.3036,
        heightM: 690,
        periodS: 10,
        rangeMaxM: 420_000,
        secondary: { mode: 'modeS' },
        horizon: [{ fromDeg: 100, toDeg: 220, elevationDeg: 1.5 }],
      },
      {
        kind: 'radar',
        id: 'kz-shymkent',
        name: 'Shymkent terminal',
        owner: 'kz',
        sac: 202,
        sic: 3,
        latDeg: 42.3642,
        lonDeg: 69.4789,
        heightM: 440,
        periodS: 5,
        rangeMaxM: 280_000,
        primary: { rangeMaxM: 100_000 },
        secondary: { mode: 'ssr', probability: 0.96, noise: { rangeM: 40, azimuthDeg: 0.08 } },
        clutter: { uniformPerScan: 1 },
      },
      {
        kind: 'adsb',
        id: 'kz-adsb-almaty',
        name: 'Almaty ADS-B',
        owner: 'kz',
        sac: 202,
        sic: 21,
        latDeg: 43.3543,
        lonDeg: 77.0428,
        heightM: 700,
        rangeMaxM: 400_000,
        horizon: [{ fromDeg: 120, toDeg: 250, elevationDeg: 3 }],
      },
      {
        kind: 'beast',
        id: 'kz-beast-taraz',
        name: 'Taraz receiver',
        owner: 'kz',
        latDeg: 42.86,
        lonDeg: 71.31,
        heightM: 680,
        rangeMaxM: 330_000,
        elevationMinDeg: 0.5,
      },
    ],
    airways: [
      airway('east-west', [44.6, 66.0], [43.4, 69.6], [43.1, 72.6], [43.6, 75.8], [44.3, 79.6], [44.5, 83.0]),
      airway(
        'south-west',
        [40.4, 66.4],
        [41.9, 69.8],
        [42.6, 72.2],
        [43.3, 75.2],
        [44.9, 78.6],
        [46.4, 82.4],
      ),
      airway('north-south', [47.6, 74.6], [45.2, 74.9], [43.5, 74.3], [41.6, 73.2], [39.4, 72.4]),
      airway('north-west', [46.6, 68.2], [44.5, 71.4], [43.0, 74.9], [42.2, 77.2], [40.9, 80.4]),
      airway('steppe', [46.2, 67.5], [45.2, 71.6], [44.8, 75.6], [45.3, 80.2]),
      airway('kashgar', [43.9, 73.0], [42.3, 74.2], [40.9, 75.1], [39.4, 76.4]),
    ],
    flows: [
      {
        kind: 'airline',
        count: 36,
        airports: ['UCFM', 'UCFM', 'UAAA', 'UAAA', 'UCFO', 'UCFL', 'UADD', 'UAII', 'UTTT', 'UAAT', 'UTFA'],
      },
      { kind: 'airline', count: 16 },
      { kind: 'overflight', count: 50 },
      local('light', 'modeC', 6, 42.66, 77.0, 38_000, 7000, 9500),
      local('helicopter', 'modeC', 3, 42.55, 76.9, 30_000, 6600, 8500),
      local('helicopter', 'modeS', 1, 42.9, 74.7, 25_000, 4000, 6500),
      local('light', 'modeC', 2, 43.5, 76.8, 30_000, 4000, 6500),
      local('light', 'primaryOnly', 1, 43.15, 74.3, 20_000, 4500, 7000),
      local('light', 'primaryOnly', 1, 43.5, 77.1, 20_000, 4500, 7000),
    ],
  };
}

type Point = readonly [latDeg: number, lonDeg: number];

function airway(name: string, ...points: Point[]) {
  return { name, points: points.map(([latDeg, lonDeg]) => ({ latDeg, lonDeg })) };
}

function local(
  kind: 'light' | 'helicopter',
  equipage: 'primaryOnly' | 'modeC' | 'modeS',
  count: number,
  latDeg: number,
  lonDeg: number,
  radiusM: number,
  minFt: number,
  maxFt: number,
) {
  return {
    kind: 'local',
    class: kind,
    equipage,
    count,
    centre: { latDeg, lonDeg },
    radiusM,
    altitudeFt: { min: minFt, max: maxFt },
  } as const;
}
