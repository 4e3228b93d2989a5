/**
 * Scenarios with analytic truth for every kind of alert: flights on known paths seen through the
 * noise of a tracker, what must be raised and when, and traffic that must raise nothing.
 */
import {
  type Alert,
  type AlertKind,
  createPlot,
  geodeticToEcef,
  type Plot,
  RAD_PER_DEG,
  type Sensor,
  type Track,
} from '@commonsky/model';
import {
  type Airspace,
  createAirspaceSet,
  createWatch,
  flightLevel,
  GROUND,
  type IntegrityReport,
  parseRuleSet,
  resolvePlan,
  type Rule,
  type RuleSet,
  RULE_SET_SCHEMA,
  UNLIMITED,
  type Watch,
} from '@commonsky/watch';

export const START_MS = Date.UTC(2026, 10, 22, 6);
const LAT = 42;
/** Metres of a degree at 42° on WGS-84. */
const LAT_M = 111_071.7;
const LON_M = 82_852.9;

/** Small, seeded, good enough for noise (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (a: number, b: number): number => a + (b - a) * next(),
    normal: (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
type Random = ReturnType<typeof createRandom>;

/** Truth of one flight: straight, from a place at a time, in metres east and north of 74° E 42° N. */
export interface Flight {
  readonly number: number;
  readonly eastM: number;
  readonly northM: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly heightM: number;
  readonly climbMps?: number;
  /** Seconds from the start of the scenario in which it is seen. */
  readonly fromS?: number;
  readonly toS?: number;
  readonly address?: number;
  readonly callsign?: string;
  /** Code at a time; pictures ask once a second. */
  readonly code?: (s: number) => number | undefined;
  readonly heightKnown?: boolean;
}

const latOf = (northM: number): number => LAT + northM / LAT_M;
const lonOf = (eastM: number): number => 74 + eastM / LON_M;

interface Noise {
  e: number;
  n: number;
  ve: number;
  vn: number;
  h: number;
}

/** What a tracker would show: errors of 50 m and 1.5 m/s, correlated over ten seconds as filters leave them. */
function createObserver(random: Random) {
  const noises = new Map<number, Noise>();
  const drift = (value: number, sigma: number): number =>
    0.9 * value + Math.sqrt(1 - 0.81) * sigma * random.normal();
  return (flight: Flight, s: number): Track | undefined => {
    const { fromS = 0, toS = Number.POSITIVE_INFINITY } = flight;
    if (s < fromS || s > toS) return undefined;
    const noise = noises.get(flight.number) ?? {
      e: 50 * random.normal(),
      n: 50 * random.normal(),
      ve: random.normal(),
      vn: random.normal(),
      h: 0,
    };
    noise.e = drift(noise.e, 50);
    noise.n = drift(noise.n, 50);
    noise.ve = drift(noise.ve, 1.5);
    noise.vn = drift(noise.vn, 1.5);
    noise.h = drift(noise.h, 8);
    noises.set(flight.number, noise);
    const atMs = START_MS + s * 1000;
    const climb = flight.climbMps ?? 0;
    return {
      number: flight.number,
      status: 'confirmed',
      atMs,
      lastPlotMs: atMs - (s % 4) * 250,
      bornMs: START_MS + fromS * 1000,
      latDeg: latOf(flight.northM + flight.northMps * (s - fromS) + noise.n),
      lonDeg: lonOf(flight.eastM + flight.eastMps * (s - fromS) + noise.e),
      pressureAltitudeM:
        flight.heightKnown === false ? Number.NaN : flight.heightM + climb * (s - fromS) + noise.h,
      geometricHeightM: Number.NaN,
      eastMps: flight.eastMps + noise.ve,
      northMps: flight.northMps + noise.vn,
      verticalMps: climb + 0.2 * random.normal(),
      accuracyM: 50,
      pEastEast: 2500,
      pEastNorth: 0,
      pNorthNorth: 2500,
      modeProbabilities: [1, 0, 0],
      address: flight.address,
      mode3a: flight.code?.(s),
      callsign: flight.callsign,
      onGround: false,
      spi: false,
      contributions: [],
    };
  };
}

/** Something that happens, and what the alert for it may know: a warning of `leadS` at the best. */
export interface Event {
  readonly tracks: readonly number[];
  readonly areaId?: string;
  readonly atS: number;
  readonly leadS: number;
}

export interface Scenario {
  readonly kind: AlertKind;
  readonly flights: readonly Flight[];
  readonly events: readonly Event[];
  readonly durationS: number;
  readonly rules: RuleSet;
  readonly airspaces?: readonly Airspace[];
  readonly prepare?: (watch: Watch) => void;
  /** Plots of one second, for rules that look at plots. */
  readonly plots?: (s: number) => Plot[];
  readonly integrity?: (s: number) => IntegrityReport[];
  readonly sensors?: readonly Sensor[];
  readonly groundM?: (latDeg: number, lonDeg: number) => number;
}

export interface Outcome {
  readonly kind: AlertKind;
  readonly events: number;
  readonly detected: number;
  /** Events that happened without any alert standing at that moment (or `lateS` after it). */
  readonly missed: number;
  /** Lead time as a share of the analytic one; for events that cannot be foreseen the delay in seconds. */
  readonly leadShare: { readonly mean: number; readonly min: number; readonly max: number } | undefined;
  readonly delayS: { readonly mean: number; readonly max: number };
  readonly falseAlerts: number;
  readonly trackHours: number;
}

/** One kind of rule with its defaults, or changed. */
export function onlyRule(kind: AlertKind, parameters: Rule['parameters'] = {}, extra: object = {}): RuleSet {
  const parsed = parseRuleSet({
    schema: RULE_SET_SCHEMA,
    version: 'scenario',
    rules: [{ kind, parameters, ...extra }],
  });
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed;
}

/** How long after an event an alert still counts as one for it, s. */
const LATE_S = 61;

export function runScenario(scenario: Scenario, seed: number): Outcome {
  const observe = createObserver(createRandom(seed));
  const { groundM } = scenario;
  const watch = createWatch({
    rules: scenario.rules,
    airspaces: createAirspaceSet(scenario.airspaces ?? []),
    ...(scenario.sensors && { sensors: scenario.sensors }),
    ...(groundM && { around: { groundM } }),
  });
  scenario.prepare?.(watch);
  const alerts = new Map<string, Alert>();
  let trackSeconds = 0;
  for (let s = 0; s <= scenario.durationS; s++) {
    const plots = scenario.plots?.(s);
    if (plots) watch.observePlots(plots);
    for (const report of scenario.integrity?.(s) ?? []) watch.observeIntegrity(report);
    const tracks = scenario.flights
      .map((flight) => observe(flight, s))
      .filter((track) => track !== undefined);
    trackSeconds += tracks.length;
    for (const { alert } of watch.step(START_MS + s * 1000, tracks)) alerts.set(alert.id, alert);
  }
  return judge(scenario, [...alerts.values()], trackSeconds / 3600);
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function judge(scenario: Scenario, alerts: readonly Alert[], trackHours: number): Outcome {
  const claimed = new Set<Alert>();
  const shares: number[] = [];
  const delays: number[] = [];
  let missed = 0;
  for (const { tracks, areaId, atS, leadS } of scenario.events) {
    const atMs = START_MS + atS * 1000;
    const mine = alerts.filter(
      (alert) =>
        tracks.every((number) => alert.tracks.includes(number)) &&
        (areaId === undefined || alert.areaId === areaId) &&
        alert.raisedMs <= atMs + LATE_S * 1000 &&
        (alert.clearedMs ?? Number.POSITIVE_INFINITY) >= atMs,
    );
    const [first] = mine.sort((a, b) => a.raisedMs - b.raisedMs);
    for (const alert of mine) claimed.add(alert);
    if (first) {
      if (leadS > 0) shares.push((atMs - first.raisedMs) / 1000 / leadS);
      delays.push((first.raisedMs - atMs) / 1000);
    } else missed += 1;
  }
  return {
    kind: scenario.kind,
    events: scenario.events.length,
    detected: scenario.events.length - missed,
    missed,
    leadShare:
      shares.length > 0
        ? { mean: mean(shares), min: Math.min(...shares), max: Math.max(...shares) }
        : undefined,
    delayS: { mean: mean(delays), max: Math.max(...delays) },
    falseAlerts: alerts.filter((alert) => !claimed.has(alert)).length,
    trackHours,
  };
}

function boxAirspace(
  id: string,
  kind: Airspace['kind'],
  westM: number,
  southM: number,
  eastM: number,
  northM: number,
  more: Partial<Airspace> = {},
): Airspace {
  return {
    id,
    name: id,
    kind,
    sourceType: kind,
    area: {
      parts: [
        [
          [
            [lonOf(westM), latOf(southM)],
            [lonOf(eastM), latOf(southM)],
            [lonOf(eastM), latOf(northM)],
            [lonOf(westM), latOf(northM)],
          ],
        ],
      ],
    },
    lower: GROUND,
    upper: UNLIMITED,
    schedule: 'always',
    ...more,
  };
}

const MINUTE_OF_START = 6 * 60;

/** Flights into, past, over and under twenty boxes in a row, some with hours that begin under way. */
function airspaceScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const airspaces: Airspace[] = [];
  const flights: Flight[] = [];
  const events: Event[] = [];
  for (let i = 0; i < 200; i++) {
    const kind = (['restricted', 'prohibited', 'danger', 'temporary'] as const)[i % 4]!;
    const id = `zone-${i}`;
    const column = i % 10;
    const row = Math.floor(i / 10);
    const [west, base] = [column * 150_000, row * 30_000 - 300_000];
    const mode = i % 5;
    const floor = mode === 2 ? flightLevel(200) : GROUND;
    const opensS = 420;
    airspaces.push(
      boxAirspace(id, kind, west, base, west + 15_000, base + 15_000, {
        lower: floor,
        upper: mode === 3 ? flightLevel(150) : UNLIMITED,
        schedule:
          mode === 4
            ? [
                {
                  days: [0, 1, 2, 3, 4, 5, 6],
                  fromMinute: MINUTE_OF_START + opensS / 60,
                  toMinute: MINUTE_OF_START + 60,
                },
              ]
            : 'always',
      }),
    );
    const speed = random.between(90, 250);
    const entryS = random.between(320, 400);
    const northM = base + random.between(4000, 11_000);
    const number = 1000 + i;
    const base0 = { number, northM, eastMps: speed, northMps: 0, eastM: west - speed * entryS };
    if (mode === 2) {
      // Climbs through the floor (FL200, 6096 m) while below the box.
      const insideS = entryS + 5000 / speed;
      flights.push({ ...base0, heightM: 6096 - 8 * insideS, climbMps: 8 });
      events.push({ tracks: [number], areaId: id, atS: insideS, leadS: 120 });
    } else if (mode === 4) {
      // Sits inside when the hours begin; slow, so that it is still inside.
      const slow = 40;
      const eastM = west + 2000 - slow * 300;
      flights.push({ ...base0, eastM, eastMps: slow, heightM: 2000 });
      events.push({ tracks: [number], areaId: id, atS: opensS, leadS: 120 });
    } else {
      flights.push({ ...base0, heightM: mode === 3 ? 3000 : random.between(500, 11_000) });
      events.push({ tracks: [number], areaId: id, atS: entryS, leadS: 120 });
    }
    // Traffic that never enters: beside, above, and turned away.
    flights.push({
      number: 5000 + i,
      eastM: west - speed * entryS,
      northM: base - 4000 - random.between(0, 4000),
      eastMps: speed,
      northMps: 0,
      heightM: 9000,
    });
    if (mode === 3)
      flights.push({
        number: 7000 + i,
        eastM: west - speed * entryS,
        northM,
        eastMps: speed,
        northMps: 0,
        heightM: 4572 + random.between(300, 3000),
      });
  }
  return { kind: 'airspace', flights, events, durationS: 560, rules: onlyRule('airspace'), airspaces };
}

/** Crossings of a straight border with and without plans, and flights along it. */
function borderScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const flights: Flight[] = [];
  const events: Event[] = [];
  const planned: { callsign: string }[] = [];
  for (let i = 0; i < 100; i++) {
    const speed = random.between(60, 250);
    const crossS = random.between(300, 500);
    const into = i % 2 === 0;
    const number = 1000 + i;
    const callsign = `KGA${number}`;
    const hasPlan = i % 4 >= 2;
    flights.push({
      number,
      eastM: i * 3000,
      northM: (into ? -1 : 1) * speed * crossS,
      eastMps: 0,
      northMps: into ? speed : -speed,
      heightM: 4000,
      callsign,
      address: 0x60_10_00 + i,
    });
    if (hasPlan) planned.push({ callsign });
    else events.push({ tracks: [number], areaId: 'land', atS: crossS, leadS: 120 });
    flights.push({
      number: 5000 + i,
      eastM: i * 2000 - 100_000,
      northM: -6000 - random.between(0, 30_000),
      eastMps: speed,
      northMps: 0,
      heightM: 5000,
    });
  }
  const land = boxAirspace('land', 'territory', -500_000, 0, 900_000, 400_000);
  return {
    kind: 'border',
    flights,
    events,
    durationS: 600,
    rules: onlyRule('border'),
    airspaces: [land],
    prepare: (watch) => {
      watch.identifier.usePlans(
        planned.map(({ callsign }) =>
          resolvePlan(
            {
              callsign,
              departure: 'UCFM',
              destination: 'UAAA',
              offBlockMs: START_MS - 1_800_000,
              elapsedS: 7200,
              speedMps: 200,
              elements: [],
              estimates: new Map(),
            },
            () => undefined,
          ),
        ),
      );
    },
  };
}

/** Emergency codes that stand, codes dialled through, and garbled replies on ordinary codes. */
function codeScenario(kind: 'emergency' | 'communicationLoss', seed: number): Scenario {
  const random = createRandom(seed);
  const codes = kind === 'emergency' ? [0o7500, 0o7700] : [0o7600];
  const flights: Flight[] = [];
  const events: Event[] = [];
  for (let i = 0; i < 1000; i++) {
    const number = 1000 + i;
    const own = Math.floor(random.between(0, 4096));
    const ordinary = [0o7500, 0o7600, 0o7700].includes(own) ? 0o2000 : own;
    const code = codes[i % codes.length]!;
    const sinceS = Math.round(random.between(60, 240));
    const real = i < 100;
    const dialled = i >= 100 && i < 200;
    // Garbling turns bits of single replies, here straight into the worst one; a radar asks every 4 s.
    const garbledAt = new Set(Array.from({ length: 12 }, () => 4 * Math.floor(random.between(0, 75))));
    flights.push({
      number,
      eastM: (i % 40) * 20_000,
      northM: Math.floor(i / 40) * 20_000 - 250_000,
      eastMps: 200,
      northMps: 0,
      heightM: 9000,
      code: (s) => {
        if (real && s >= sinceS) return code;
        if (dialled && s >= sinceS && s < sinceS + 8) return code;
        const scan = 4 * Math.floor(s / 4);
        const neighbours = garbledAt.has(scan - 4) || garbledAt.has(scan + 4);
        return garbledAt.has(scan) && !neighbours && !real && !dialled ? code : ordinary;
      },
    });
    if (real) events.push({ tracks: [number], atS: sinceS, leadS: 0 });
  }
  return { kind, flights, events, durationS: 300, rules: onlyRule(kind) };
}

/** Losses inside an area; landings, departures from it and short gaps. */
function lostTrackScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const flights: Flight[] = [];
  const events: Event[] = [];
  for (let i = 0; i < 100; i++) {
    const number = 1000 + i;
    const lostS = random.between(100, 300);
    flights.push({
      number,
      eastM: i * 3000,
      northM: 100_000,
      eastMps: 150,
      northMps: 0,
      heightM: 5000,
      toS: lostS,
    });
    events.push({ tracks: [number], atS: Math.floor(lostS), leadS: 0 });
    // Lands at an aerodrome; flies out of the area; is lost low.
    flights.push({
      number: 3000 + i,
      eastM: -100_000 - 150 * 200,
      northM: i * 200,
      eastMps: 150,
      northMps: 0,
      heightM: 600,
      toS: 200,
    });
    flights.push({
      number: 5000 + i,
      eastM: i * 3000,
      northM: 300_000 - 150 * 200,
      eastMps: 0,
      northMps: 150,
      heightM: 5000,
      toS: 205,
    });
    flights.push({
      number: 7000 + i,
      eastM: i * 3000,
      northM: 50_000,
      eastMps: 50,
      northMps: 0,
      heightM: 60,
      toS: 150,
    });
  }
  const interest = boxAirspace('interest', 'interest', -300_000, -100_000, 700_000, 300_000);
  const aerodrome = boxAirspace('aerodrome', 'exclusion', -110_000, -10_000, -90_000, 30_000);
  return {
    kind: 'lostTrack',
    flights,
    events,
    durationS: 400,
    rules: onlyRule('lostTrack'),
    airspaces: [interest, aerodrome],
  };
}

/** One address on two tracks far apart; other tracks with addresses of their own, some split in two near each other. */
function duplicateScenario(): Scenario {
  const flights: Flight[] = [];
  const events: Event[] = [];
  for (let i = 0; i < 50; i++) {
    const at = { eastM: i * 10_000, eastMps: 200, northMps: 0, heightM: 9000 };
    flights.push({ number: 1000 + i, northM: 0, address: 0x60_10_00 + i, ...at });
    flights.push({ number: 2000 + i, northM: 60_000, address: 0x60_10_00 + i, fromS: 60, ...at });
    events.push({ tracks: [1000 + i, 2000 + i], atS: 60, leadS: 0 });
    flights.push({ number: 3000 + i, northM: 100_000, address: 0x60_11_00 + i, ...at });
    flights.push({
      number: 4000 + i,
      northM: 103_000,
      address: 0x60_11_00 + i,
      fromS: 60,
      ...at,
      eastM: at.eastM + 200 * 60,
    });
  }
  return { kind: 'duplicateAddress', flights, events, durationS: 300, rules: onlyRule('duplicateAddress') };
}

/** Callsigns that contradict the flight plan of the address; others that agree. */
function identityScenario(): Scenario {
  const flights: Flight[] = [];
  const events: Event[] = [];
  const plans: { callsign: string; address: number }[] = [];
  for (let i = 0; i < 100; i++) {
    const address = 0x60_10_00 + i;
    const wrong = i % 2 === 0;
    plans.push({ callsign: `KGA${100 + i}`, address });
    flights.push({
      number: 1000 + i,
      eastM: i * 5000,
      northM: 0,
      eastMps: 200,
      northMps: 0,
      heightM: 9000,
      address,
      callsign: wrong ? `XYZ${100 + i}` : `KGA${100 + i}`,
    });
    if (wrong) events.push({ tracks: [1000 + i], atS: 20, leadS: 0 });
  }
  return {
    kind: 'identityConflict',
    flights,
    events,
    durationS: 200,
    rules: onlyRule('identityConflict'),
    prepare: (watch) => {
      watch.identifier.usePlans(
        plans.map(({ callsign, address }) =>
          resolvePlan(
            {
              callsign,
              address,
              departure: 'UCFM',
              destination: 'UAAA',
              offBlockMs: START_MS - 1_800_000,
              elapsedS: 7200,
              speedMps: 200,
              elements: [],
              estimates: new Map(),
            },
            () => undefined,
          ),
        ),
      );
    },
  };
}

/** Head-on, crossing and overtaking pairs that lose separation; pairs that pass at 6 NM or 1,000 ft. */
function conflictScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const flights: Flight[] = [];
  const events: Event[] = [];
  const SEPARATION_M = 4.5 * 1852;
  for (let i = 0; i < 150; i++) {
    const [east, north] = [(i % 15) * 160_000 - 800_000, Math.floor(i / 15) * 90_000 - 450_000];
    const angle = random.between(40, 180) * RAD_PER_DEG;
    const [speedA, speedB] = [random.between(180, 250), random.between(180, 250)];
    const velocityB = { e: speedB * Math.cos(angle), n: speedB * Math.sin(angle) };
    const relative = { e: velocityB.e - speedA, n: velocityB.n };
    const relativeSpeed = Math.hypot(relative.e, relative.n);
    const loses = i % 3 === 0;
    const passes = i % 3 === 1;
    const missM = loses ? random.between(0, SEPARATION_M * 0.8) : passes ? random.between(11_500, 20_000) : 0;
    const closestS = 260;
    // At the closest moment B stands off at right angles to the relative way.
    const offE = (-relative.n / relativeSpeed) * missM;
    const offN = (relative.e / relativeSpeed) * missM;
    const [a, b] = [1000 + 2 * i, 1001 + 2 * i];
    flights.push({
      number: a,
      eastM: east - speedA * closestS,
      northM: north,
      eastMps: speedA,
      northMps: 0,
      heightM: 9000,
    });
    flights.push({
      number: b,
      eastM: east + offE - velocityB.e * closestS,
      northM: north + offN - velocityB.n * closestS,
      eastMps: velocityB.e,
      northMps: velocityB.n,
      heightM: loses || passes ? 9000 : 9304.8,
    });
    if (loses) {
      const lostS = closestS - Math.sqrt(SEPARATION_M ** 2 - missM ** 2) / relativeSpeed;
      events.push({ tracks: [a, b], atS: lostS, leadS: 120 });
    }
  }
  return { kind: 'conflict', flights, events, durationS: 330, rules: onlyRule('conflict') };
}

/** Slow silent tracks low down; fast, high, identified and standing ones. */
function lowSlowScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const flights: Flight[] = [];
  const events: Event[] = [];
  for (let i = 0; i < 100; i++) {
    const at = { eastM: i * 4000, eastMps: random.between(15, 45), northMps: 0 };
    flights.push({
      number: 1000 + i,
      ...at,
      northM: 0,
      heightM: random.between(100, 700),
      heightKnown: i % 2 === 0,
    });
    events.push({ tracks: [1000 + i], atS: 30, leadS: 0 });
    flights.push({ number: 2000 + i, ...at, northM: 20_000, heightM: 500, address: 0x60_10_00 + i });
    flights.push({ number: 3000 + i, ...at, northM: 40_000, heightM: 2500 });
    flights.push({ number: 4000 + i, ...at, eastMps: 120, northM: 60_000, heightM: 500 });
    flights.push({ number: 5000 + i, ...at, eastMps: 0, northM: 80_000, heightM: 200 });
  }
  return { kind: 'lowSlow', flights, events, durationS: 200, rules: onlyRule('lowSlow') };
}

/** A ridge of 3,000 m at 0 east; flights towards it below, just above and well above it. */
function minimumAltitudeScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const flights: Flight[] = [];
  const events: Event[] = [];
  const HALF_WIDTH_M = 5000;
  for (let i = 0; i < 100; i++) {
    const speed = random.between(70, 200);
    const arriveS = 240;
    const heightM = random.between(1500, 2900);
    // The slope rises 0.6 m a metre: where it comes within 150 m of the flight.
    const meetsM = -HALF_WIDTH_M + Math.max(0, heightM - 150) / 0.6;
    flights.push({
      number: 1000 + i,
      eastM: meetsM - speed * arriveS,
      northM: i * 3000,
      eastMps: speed,
      northMps: 0,
      heightM,
      toS: arriveS + 20,
    });
    events.push({ tracks: [1000 + i], atS: arriveS, leadS: 60 });
    flights.push({
      number: 3000 + i,
      eastM: -speed * arriveS,
      northM: i * 3000,
      eastMps: speed,
      northMps: 0,
      heightM: 3000 + random.between(250, 2000),
    });
    flights.push({
      number: 5000 + i,
      eastM: -60_000,
      northM: i * 3000,
      eastMps: 0,
      northMps: speed,
      heightM: 400,
    });
  }
  return {
    kind: 'minimumAltitude',
    flights,
    events,
    durationS: 300,
    rules: onlyRule('minimumAltitude'),
    groundM: (_, lonDeg) => Math.max(0, 3000 - 0.6 * Math.abs((lonDeg - 74) * LON_M)),
  };
}

/** Sites of radars used by the spoofing scenario. */
const RADARS: readonly Sensor[] = [
  {
    id: 'radar-a',
    name: 'A',
    owner: 'kg',
    kind: 'modeS',
    latDeg: 42,
    lonDeg: 74,
    heightM: 800,
    periodS: 4,
    rangeMaxM: 370_000,
    noise: { rangeM: 60, azimuthDeg: 0.07 },
  },
  {
    id: 'radar-b',
    name: 'B',
    owner: 'kg',
    kind: 'modeS',
    latDeg: 42.5,
    lonDeg: 76,
    heightM: 1600,
    periodS: 8,
    rangeMaxM: 370_000,
    noise: { rangeM: 50, azimuthDeg: 0.06 },
  },
  { id: 'adsb', name: 'ADS-B', owner: 'kg', kind: 'adsb', latDeg: 42, lonDeg: 74 },
];

const site = new Float64Array(3);
const target = new Float64Array(3);

/** One honest or biased measurement of a place by a radar. */
function radarPlot(
  sensor: Sensor,
  latDeg: number,
  lonDeg: number,
  heightM: number,
  atMs: number,
  address: number,
  bias: { rangeM: number; azimuthDeg: number },
  random: Random,
): Plot {
  geodeticToEcef(sensor.latDeg! * RAD_PER_DEG, sensor.lonDeg! * RAD_PER_DEG, sensor.heightM!, site);
  geodeticToEcef(latDeg * RAD_PER_DEG, lonDeg * RAD_PER_DEG, heightM, target);
  const [x, y, z] = [target[0]! - site[0]!, target[1]! - site[1]!, target[2]! - site[2]!];
  const [sinLat, cosLat] = [Math.sin(sensor.latDeg! * RAD_PER_DEG), Math.cos(sensor.latDeg! * RAD_PER_DEG)];
  const [sinLon, cosLon] = [Math.sin(sensor.lonDeg! * RAD_PER_DEG), Math.cos(sensor.lonDeg! * RAD_PER_DEG)];
  const east = -sinLon * x + cosLon * y;
  const north = -sinLat * cosLon * x - sinLat * sinLon * y + cosLat * z;
  const plot = createPlot(sensor.id, atMs, atMs);
  plot.rangeM = Math.hypot(x, y, z) + bias.rangeM + sensor.noise!.rangeM! * random.normal();
  plot.azimuthDeg =
    Math.atan2(east, north) / RAD_PER_DEG + bias.azimuthDeg + sensor.noise!.azimuthDeg! * random.normal();
  plot.pressureAltitudeM = heightM;
  plot.address = address;
  plot.modeS = true;
  plot.secondary = true;
  return plot;
}

/**
 * Radar and ADS-B plots of many aircraft, radars biased up to their limits, turning traffic among
 * them; the first `spoofedCount` report a place `offsetM` away from where they fly, from 120 s on.
 */
export function spoofingScenario(
  seed: number,
  aircraft: number,
  durationS: number,
  spoofedCount: number,
  offsetM: number,
): Scenario {
  const random = createRandom(seed);
  // At the limit itself: nothing honest is worse.
  const biases = new Map(
    RADARS.map(({ id }, i) => [
      id,
      { rangeM: i % 2 === 0 ? 100 : -100, azimuthDeg: i % 2 === 0 ? -0.1 : 0.1 },
    ]),
  );
  const flights: Flight[] = [];
  const turns: number[] = [];
  const spoofBearings: number[] = [];
  for (let i = 0; i < aircraft; i++) {
    const heading = random.between(0, 2 * Math.PI);
    const speed = random.between(80, 260);
    flights.push({
      number: 1000 + i,
      eastM: random.between(-150_000, 250_000),
      northM: random.between(-150_000, 200_000),
      eastMps: speed * Math.cos(heading),
      northMps: speed * Math.sin(heading),
      heightM: random.between(3000, 11_500),
      address: 0x60_10_00 + i,
    });
    // A third of them hold: full turns of three degrees a second, the worst for carrying a report forward.
    turns.push(i % 3 === 0 ? 3 * RAD_PER_DEG : 0);
    spoofBearings.push(random.between(0, 2 * Math.PI));
  }
  const place = (
    i: number,
    s: number,
  ): { latDeg: number; lonDeg: number; eastMps: number; northMps: number } => {
    const { eastM, northM, eastMps, northMps } = flights[i]!;
    const w = turns[i]!;
    // Straight flights go to and fro so that they stay in coverage for the hour.
    const legS = 400;
    const phase = s % (2 * legS);
    const back = w === 0 && phase > legS;
    const t = w === 0 ? (back ? 2 * legS - phase : phase) : s;
    const [sin, cos] = [Math.sin(w * t), Math.cos(w * t)];
    const e = w === 0 ? eastMps * t : (eastMps * sin + northMps * (cos - 1)) / w;
    const n = w === 0 ? northMps * t : (northMps * sin - eastMps * (cos - 1)) / w;
    const sign = back ? -1 : 1;
    return {
      latDeg: latOf(northM + n),
      lonDeg: lonOf(eastM + e),
      eastMps: sign * (w === 0 ? eastMps : eastMps * cos - northMps * sin),
      northMps: sign * (w === 0 ? northMps : northMps * cos + eastMps * sin),
    };
  };
  const events: Event[] = flights
    .slice(0, spoofedCount)
    .map(({ number }) => ({ tracks: [number], atS: 120, leadS: 0 }));
  return {
    kind: 'spoofing',
    flights,
    events,
    durationS,
    rules: onlyRule('spoofing'),
    sensors: RADARS,
    plots: (s) => {
      const plots: Plot[] = [];
      for (const [i, flight] of flights.entries()) {
        const reportedS = s + (i % 10) / 10;
        const truth = place(i, reportedS);
        const spoofed = i < spoofedCount && s >= 120;
        const report = createPlot('adsb', START_MS + reportedS * 1000, START_MS + reportedS * 1000);
        report.latDeg =
          truth.latDeg +
          (10 * random.normal() + (spoofed ? offsetM * Math.cos(spoofBearings[i]!) : 0)) / LAT_M;
        report.lonDeg =
          truth.lonDeg +
          (10 * random.normal() + (spoofed ? offsetM * Math.sin(spoofBearings[i]!) : 0)) / LON_M;
        report.geometricHeightM = flight.heightM;
        report.eastMps = truth.eastMps;
        report.northMps = truth.northMps;
        report.accuracyM = 30;
        report.address = flight.address;
        plots.push(report);
        for (const radar of RADARS.slice(0, 2)) {
          if (s % radar.periodS! !== i % radar.periodS! || random.next() > 0.97) continue;
          const atS = s + random.between(0, 0.9);
          // The clock of an honest radar is up to a tenth of a second off.
          const seen = place(i, atS + 0.1);
          const plot = radarPlot(
            radar,
            seen.latDeg,
            seen.lonDeg,
            flight.heightM,
            START_MS + atS * 1000,
            flight.address!,
            biases.get(radar.id)!,
            random,
          );
          // One plot in five hundred is split or garbled in azimuth.
          if (random.next() < 0.002) plot.azimuthDeg += random.between(-2, 2);
          plots.push(plot);
        }
      }
      return plots;
    },
  };
}

/**
 * Six aircraft circle over one place and lose integrity at 60 s; six over another keep it. The counter
 * starts 10 s after the last good fix and is bad from the 17th lost message, the map is summed up once a
 * minute: raised between 87 s and 147 s.
 */
function interferenceScenario(): Scenario {
  const flights = Array.from({ length: 12 }, (_, i): Flight => ({
    number: 1000 + i,
    eastM: i < 6 ? 0 : 500_000,
    northM: 0,
    eastMps: 0,
    northMps: 0,
    heightM: 9000,
    address: 0x60_10_00 + i,
  }));
  return {
    kind: 'gnssInterference',
    flights,
    events: [{ tracks: [], atS: 87, leadS: 0 }],
    durationS: 300,
    rules: onlyRule('gnssInterference'),
    integrity: (s) =>
      flights.map(({ address, eastM, number }): IntegrityReport => {
        const isLost = number < 1006 && s > 60;
        return {
          address: address!,
          atMs: START_MS + s * 1000,
          nacp: isLost ? 0 : 9,
          noPosition: false,
          position: { latDeg: latOf(0), lonDeg: lonOf(eastM) },
          onGround: false,
          groundSpeedMps: 200,
        };
      }),
  };
}

/** Every kind of alert once, as `npm run bench -- watch` prints it. */
export function allScenarios(seed: number): Scenario[] {
  return [
    airspaceScenario(seed),
    borderScenario(seed),
    codeScenario('emergency', seed),
    codeScenario('communicationLoss', seed),
    lostTrackScenario(seed),
    duplicateScenario(),
    identityScenario(),
    spoofingScenario(seed, 100, 300, 30, 2000),
    conflictScenario(seed),
    interferenceScenario(),
    lowSlowScenario(seed),
    minimumAltitudeScenario(seed),
  ];
}
