import { CENTRAL_ASIA_AIRPORTS } from '../airports.ts';
import { EQUIPAGES } from '../truth/aircraft.ts';
import { AIRCRAFT_CLASSES } from '../truth/performance.ts';
import {
  choice,
  flag,
  integer,
  list,
  number,
  object,
  optional,
  text,
  variant,
  withDefault,
  type InputOf,
  type OutputOf,
  type ScenarioIssue,
} from './schema.ts';

const latDeg = number(-89, 89, 'degrees');
const lonDeg = number(-180, 180, 'degrees');
const probability = number(0, 1);
const name = text(/^[\w.-]{1,64}$/u, 'a name of letters, digits, ".", "_" and "-"');
const position = object({ latDeg, lonDeg });

const waypoint = object({
  latDeg,
  lonDeg,
  altitudeFt: optional(number(-1000, 100_000, 'ft')),
  speedKt: optional(number(5, 2000, 'kt')),
  /** Racetracks flown at this point before going on. */
  holdLaps: optional(integer(1, 50)),
});

const airport = object({
  icao: name,
  name: withDefault(text(), 'airport'),
  latDeg,
  lonDeg,
  elevationM: number(-500, 9000, 'm'),
  runwayDeg: withDefault(number(0, 360, 'degrees'), 90),
});

/** Seconds since the start of the scenario. */
const period = object({ fromS: number(0, 1e9, 's'), toS: number(0, 1e9, 's') });

const clock = object({
  offsetMs: withDefault(number(-86_400_000, 86_400_000, 'ms'), 0),
  driftPpm: withDefault(number(-1000, 1000), 0),
});

const latency = object({
  meanMs: withDefault(number(0, 600_000, 'ms'), 120),
  jitterMs: withDefault(number(0, 600_000, 'ms'), 40),
});

const noise = object({
  rangeM: number(0, 5000, 'm'),
  azimuthDeg: number(0, 5, 'degrees'),
});

/** What every sensor has. */
const sensorBase = {
  id: name,
  name: optional(text()),
  owner: name,
  latDeg,
  lonDeg,
  heightM: number(-500, 10_000, 'm'),
  rangeMaxM: number(1000, 700_000, 'm'),
  /** Lowest elevation seen, besides where `horizon` says more. */
  elevationMinDeg: withDefault(number(-5, 30, 'degrees'), 0.3),
  horizon: withDefault(
    list(object({ fromDeg: number(0, 360), toDeg: number(0, 360), elevationDeg: number(-5, 60) }), 0, 360),
    [],
  ),
  clock: withDefault(clock, {}),
  latency: withDefault(latency, {}),
  outages: withDefault(list(period, 0, 1000), []),
};
/** I048/040 reaches 256 NM. */
const radarRangeM = number(1000, 470_000, 'm');
const sacSic = { sac: integer(0, 255), sic: integer(0, 255) };

const sensor = variant({
  /** Rotating radar: primary, secondary (SSR or Mode S) or both on one antenna. */
  radar: object({
    ...sensorBase,
    ...sacSic,
    rangeMaxM: radarRangeM,
    periodS: number(1, 60, 's'),
    /** Cone of silence above. */
    elevationMaxDeg: withDefault(number(5, 90, 'degrees'), 45),
    primary: optional(
      object({
        rangeMaxM: radarRangeM,
        /** Of a 10 m² target (Swerling 1) at `rangeMaxM`. */
        probability: withDefault(probability, 0.8),
        noise: withDefault(noise, { rangeM: 60, azimuthDeg: 0.12 }),
        /** 3-D: measures elevation with this 1σ, and so height. */
        elevationNoiseDeg: optional(number(0, 5, 'degrees')),
        /** Measures radial speed with this 1σ. */
        dopplerNoiseMps: optional(number(0, 100, 'm/s')),
      }),
    ),
    secondary: optional(
      object({
        mode: choice(['ssr', 'modeS']),
        probability: withDefault(probability, 0.98),
        noise: withDefault(noise, { rangeM: 30, azimuthDeg: 0.06 }),
        /** Replies that overlap in time and beam spoil one another's codes. Mode S is immune. */
        garbling: withDefault(flag(), true),
        /** Chance that a reply also arrives by way of a reflector, at a false azimuth and longer range. */
        reflectors: withDefault(
          list(
            object({
              azimuthDeg: number(0, 360),
              rangeM: number(100, 50_000),
              widthDeg: withDefault(number(0.5, 60), 6),
              probability: withDefault(probability, 0.3),
            }),
            0,
            50,
          ),
          [],
        ),
      }),
    ),
    bias: withDefault(
      object({
        rangeM: withDefault(number(-20_000, 20_000, 'm'), 0),
        /** Proportion of range. */
        rangeGain: withDefault(number(-0.05, 0.05), 0),
        azimuthDeg: withDefault(number(-20, 20, 'degrees'), 0),
      }),
      {},
    ),
    clutter: withDefault(
      object({
        /** Mean false primary plots per turn, even over the area covered. */
        uniformPerScan: withDefault(number(0, 100_000), 0),
        clusters: withDefault(
          list(
            object({
              latDeg,
              lonDeg,
              radiusM: number(10, 200_000, 'm'),
              perScan: number(0, 10_000),
              driftEastMps: withDefault(number(-100, 100), 0),
              driftNorthMps: withDefault(number(-100, 100), 0),
            }),
            0,
            1000,
          ),
          [],
        ),
      }),
      {},
    ),
  }),
  /** ADS-B ground station: CAT021. */
  adsb: object({
    ...sensorBase,
    ...sacSic,
    probability: withDefault(probability, 0.97),
  }),
  /** Mode S receiver: the Beast stream of every frame it hears. */
  beast: object({
    ...sensorBase,
    probability: withDefault(probability, 0.9),
  }),
  /** Wide-area multilateration: CAT020. The site is the reference point. */
  mlat: object({
    ...sensorBase,
    ...sacSic,
    periodS: withDefault(number(0.5, 30, 's'), 1),
    probability: withDefault(probability, 0.95),
    /** Error of one station's time of arrival, as a length. */
    timingNoiseM: withDefault(number(0, 1000, 'm'), 6),
    stations: list(object({ latDeg, lonDeg, heightM: number(-500, 10_000, 'm') }), 4, 64),
  }),
});

const flow = variant({
  /** Flights between airports of the scenario, take-off to landing. */
  airline: object({
    count: integer(0, 100_000),
    airports: optional(list(name, 2, 1000)),
    /** One in so many flies a hold before it lands. */
    holdShare: withDefault(probability, 0.05),
  }),
  /** Flights along the scenario's airways at cruising level. */
  overflight: object({ count: integer(0, 100_000) }),
  /** Aircraft wandering inside a circle. */
  local: object({
    count: integer(0, 100_000),
    class: choice(AIRCRAFT_CLASSES),
    equipage: withDefault(choice(EQUIPAGES), 'modeC'),
    centre: position,
    radiusM: number(500, 2_000_000, 'm'),
    altitudeFt: object({ min: number(-1000, 60_000, 'ft'), max: number(-1000, 60_000, 'ft') }),
    /** Members fly side by side in groups of this many. */
    formationSize: withDefault(integer(1, 16), 1),
    spacingM: withDefault(number(30, 10_000, 'm'), 250),
  }),
  /** Straight flights through a circle in every direction: crossing, overtaking and opposite pairs. */
  crossing: object({
    count: integer(0, 100_000),
    class: withDefault(choice(AIRCRAFT_CLASSES), 'airliner'),
    equipage: withDefault(choice(EQUIPAGES), 'adsb'),
    centre: position,
    radiusM: number(5000, 2_000_000, 'm'),
    /** How far from the centre they pass at most. */
    missM: withDefault(number(0, 2_000_000, 'm'), 3000),
    altitudeFt: object({ min: number(-1000, 60_000, 'ft'), max: number(-1000, 60_000, 'ft') }),
  }),
});

const scripted = object({
  callsign: optional(text(/^[A-Z0-9 ]{1,8}$/u, '1 to 8 capital letters and digits')),
  address: optional(text(/^[0-9A-Fa-f]{6}$/u, 'six hex digits')),
  mode3a: optional(text(/^[0-7]{4}$/u, 'four octal digits')),
  class: withDefault(choice(AIRCRAFT_CLASSES), 'airliner'),
  equipage: withDefault(choice(EQUIPAGES), 'adsb'),
  startS: withDefault(number(0, 1e9, 's'), 0),
  end: withDefault(choice(['vanish', 'loop']), 'vanish'),
  route: list(waypoint, 2, 10_000),
  /** A transmission without an aircraft: ADS-B hears it, radar sees nothing. */
  ghost: withDefault(flag(), false),
  formation: optional(
    object({ leader: name, aheadM: number(-20_000, 20_000), rightM: number(-20_000, 20_000) }),
  ),
  /** Changes on the way. */
  events: withDefault(
    list(
      object({
        atS: number(0, 1e9, 's'),
        mode3a: optional(text(/^[0-7]{4}$/u, 'four octal digits')),
        spi: optional(flag()),
        transponder: optional(choice(['on', 'off'])),
      }),
      0,
      1000,
    ),
    [],
  ),
});

const interference = object({
  /** `jamming`: receivers aboard lose GNSS. `spoofing`: they report being at `target`. */
  effect: choice(['jamming', 'spoofing']),
  latDeg,
  lonDeg,
  radiusM: number(100, 2_000_000, 'm'),
  fromS: withDefault(number(0, 1e9, 's'), 0),
  toS: withDefault(number(0, 1e9, 's'), 1e9),
  target: optional(position),
});

const scenarioField = object({
  name: withDefault(text(), 'scenario'),
  seed: withDefault(integer(0, 4_294_967_295), 1),
  start: withDefault(
    text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/u, 'a UTC time like 2026-01-01T06:00:00Z'),
    '2026-01-01T06:00:00Z',
  ),
  atmosphere: withDefault(
    object({
      offsetM: withDefault(number(-2000, 2000, 'm'), 0),
      scale: withDefault(number(-0.2, 0.2), 0),
    }),
    {},
  ),
  members: withDefault(list(object({ id: name, name: text() }), 1, 100), [{ id: 'sim', name: 'Simulation' }]),
  airports: withDefault(list(airport, 0, 10_000), CENTRAL_ASIA_AIRPORTS),
  airways: withDefault(list(object({ name, points: list(position, 2, 200) }), 0, 1000), []),
  sensors: withDefault(list(sensor, 0, 500), []),
  flows: withDefault(list(flow, 0, 200), []),
  aircraft: withDefault(list(scripted, 0, 10_000), []),
  interference: withDefault(list(interference, 0, 100), []),
});

/** A scenario as people write it, in code or in YAML: what has a default may be left out. */
export type Scenario = InputOf<typeof scenarioField>;
/** The same, checked, with every default filled in. */
export type ResolvedScenario = OutputOf<typeof scenarioField>;
export type SensorSpec = ResolvedScenario['sensors'][number];
export type RadarSpec = Extract<SensorSpec, { kind: 'radar' }>;
export type AdsbSpec = Extract<SensorSpec, { kind: 'adsb' }>;
export type BeastSpec = Extract<SensorSpec, { kind: 'beast' }>;
export type MlatSpec = Extract<SensorSpec, { kind: 'mlat' }>;
export type FlowSpec = ResolvedScenario['flows'][number];
export type ScriptedSpec = ResolvedScenario['aircraft'][number];

export type ScenarioCheck =
  | { readonly scenario: ResolvedScenario; readonly issues: readonly [] }
  | { readonly scenario: undefined; readonly issues: readonly ScenarioIssue[] };

/** Checks a scenario that came from outside, such as parsed YAML. Never throws; says every fault with path and reason. */
export function checkScenario(value: unknown): ScenarioCheck {
  const issues: ScenarioIssue[] = [];
  const scenario = scenarioField.parse(value, '', issues);
  if (issues.length === 0) issues.push(...checkReferences(scenario));
  return issues.length === 0 ? { scenario, issues: [] } : { scenario: undefined, issues };
}

const AIRCRAFT_COUNT_MAX = 200_000;

/** What no single field can tell. */
function checkReferences(scenario: ResolvedScenario): ScenarioIssue[] {
  const issues: ScenarioIssue[] = [];
  const members = new Set(scenario.members.map((each) => each.id));
  const airports = new Set(scenario.airports.map((each) => each.icao));
  const sensors = new Set<string>();
  for (const [index, sensor] of scenario.sensors.entries()) {
    const path = `sensors[${index}]`;
    if (sensors.has(sensor.id))
      issues.push({ path: `${path}.id`, reason: `"${sensor.id}" is taken by another sensor` });
    sensors.add(sensor.id);
    if (!members.has(sensor.owner))
      issues.push({ path: `${path}.owner`, reason: `there is no member "${sensor.owner}"` });
    if (sensor.kind === 'radar' && !sensor.primary && !sensor.secondary) {
      issues.push({ path, reason: 'a radar needs `primary`, `secondary` or both' });
    }
  }
  const aircraftCount = scenario.flows.reduce((sum, { count }) => sum + count, scenario.aircraft.length);
  if (aircraftCount > AIRCRAFT_COUNT_MAX) {
    issues.push({
      path: 'flows',
      reason: `ask for ${aircraftCount} aircraft; ${AIRCRAFT_COUNT_MAX} are the most`,
    });
  }
  for (const [index, flow] of scenario.flows.entries()) {
    const path = `flows[${index}]`;
    if (flow.kind === 'airline') {
      for (const [at, icao] of (flow.airports ?? []).entries()) {
        if (!airports.has(icao))
          issues.push({ path: `${path}.airports[${at}]`, reason: `there is no airport "${icao}"` });
      }
      if (new Set(flow.airports ?? airports).size < 2) {
        issues.push({ path: `${path}.airports`, reason: 'must name at least two different airports' });
      }
    }
    if (flow.kind === 'overflight' && scenario.airways.length === 0)
      issues.push({ path, reason: 'needs at least one airway' });
  }
  const callsigns = new Set(scenario.aircraft.map((each) => each.callsign));
  for (const [index, { formation }] of scenario.aircraft.entries()) {
    if (formation && !callsigns.has(formation.leader)) {
      issues.push({
        path: `aircraft[${index}].formation.leader`,
        reason: `there is no aircraft "${formation.leader}"`,
      });
    }
  }
  for (const [index, { effect, target }] of scenario.interference.entries()) {
    if (effect === 'spoofing' && !target)
      issues.push({ path: `interference[${index}].target`, reason: 'is missing' });
  }
  return issues;
}
