/**
 * Border traffic from truth: two members with sensors of their own, registered differently, a tracker
 * each, and the joint picture of the western one. Figures are counted against truth.
 */
import { createJointPicture, type JointPicture, type PartnerTrack } from '@commonsky/joint';
import type { Track } from '@commonsky/model';
import { createPlotSimulation, type Scenario, type TruthState } from '@commonsky/sim';
import { createTracker, type Tracker } from '@commonsky/tracker';

export interface BorderOptions {
  readonly seed: number;
  readonly seconds: number;
  /** Scale of all registration errors; 1 when absent. */
  readonly biasScale?: number;
  /** Without it the partner's grant masks addresses, callsigns and codes. */
  readonly isIdentityGranted?: boolean;
  /** Without ADS-B stations nothing tells a side that its radars are turned; as they are when absent. */
  readonly hasReference?: boolean;
}

export interface BorderFigures {
  readonly aircraft: number;
  readonly trackHours: number;
  /** Of the time any side sees an aircraft, the share in which both do. */
  readonly commonShare: number;
  readonly duplicateShare: number;
  /** Of these, two tracks of one side: its tracker's, not the correlation's. */
  readonly duplicateShareOfSides: number;
  /** Seconds in which one joint track stood for two aircraft. */
  readonly wrongMergeS: number;
  /** The same where a side's tracker had taken its track from one aircraft to another, until the row broke. */
  readonly swapS: number;
  readonly crossings: number;
  readonly identityKeptShare: number;
  readonly ownRmsM: number;
  readonly partnerRmsM: number;
  readonly fusedRmsM: number;
  readonly updateMs: number;
  readonly joins: number;
  readonly splits: number;
}

const OWN = 'west';
const PARTNER = 'east';
const CENTRE = { latDeg: 44, lonDeg: 70 };
const M_PER_DEG = 111_200;
const EAST_M_PER_DEG = M_PER_DEG * Math.cos((CENTRE.latDeg * Math.PI) / 180);
/** Filters and registration settle in this time; pictures before are not counted. */
const WARM_UP_S = 120;
/** An aircraft crosses from one side's view alone to the other's alone when either lasts so long. */
const ALONE_S = 20;

/** 300 aircraft across a border: half with ADS-B, a quarter Mode S, a quarter with codes only. */
function borderScenario({ seed, biasScale = 1, hasReference = true }: BorderOptions): Scenario {
  const at = (eastKm: number, northKm: number) => ({
    latDeg: CENTRE.latDeg + (northKm * 1000) / M_PER_DEG,
    lonDeg: CENTRE.lonDeg + (eastKm * 1000) / EAST_M_PER_DEG,
  });
  const radar = (
    id: string,
    owner: string,
    place: { latDeg: number; lonDeg: number },
    sic: number,
    mode: 'ssr' | 'modeS',
    bias: { rangeM: number; azimuthDeg: number },
    offsetMs: number,
  ) =>
    ({
      kind: 'radar',
      id,
      owner,
      sac: owner === OWN ? 1 : 2,
      sic,
      ...place,
      heightM: 500,
      rangeMaxM: 300_000,
      periodS: 6,
      primary: { rangeMaxM: 300_000, probability: 0.85 },
      secondary: { mode },
      clutter: { uniformPerScan: 1 },
      bias: { rangeM: bias.rangeM * biasScale, azimuthDeg: bias.azimuthDeg * biasScale },
      clock: { offsetMs: offsetMs * biasScale },
    }) as const;
  const station = (id: string, owner: string, place: { latDeg: number; lonDeg: number }) =>
    ({
      kind: 'adsb',
      id,
      owner,
      sac: owner === OWN ? 1 : 2,
      sic: 20,
      ...place,
      heightM: 500,
      rangeMaxM: 300_000,
    }) as const;
  const flow = (
    count: number,
    klass: 'airliner' | 'light',
    equipage: 'adsb' | 'modeS' | 'modeC' | 'primaryOnly',
    min: number,
    max: number,
  ) =>
    ({
      kind: 'crossing',
      count,
      class: klass,
      equipage,
      centre: CENTRE,
      radiusM: 330_000,
      missM: 250_000,
      altitudeFt: { min, max },
    }) as const;
  return {
    name: 'border',
    seed,
    start: '2026-06-01T10:00:00Z',
    members: [
      { id: OWN, name: 'West' },
      { id: PARTNER, name: 'East' },
    ],
    sensors: [
      radar('west-1', OWN, at(-175, 60), 1, 'modeS', { rangeM: 120, azimuthDeg: 0.1 }, 150),
      radar('west-2', OWN, at(-155, -90), 2, 'ssr', { rangeM: -90, azimuthDeg: -0.15 }, 0),
      ...(hasReference ? [station('west-adsb', OWN, at(-165, 0))] : []),
      radar('east-1', PARTNER, at(175, -60), 1, 'modeS', { rangeM: -150, azimuthDeg: 0.12 }, -200),
      radar('east-2', PARTNER, at(155, 90), 2, 'ssr', { rangeM: 80, azimuthDeg: -0.2 }, 100),
      ...(hasReference ? [station('east-adsb', PARTNER, at(165, 0))] : []),
    ],
    flows: [
      flow(150, 'airliner', 'adsb', 28_000, 41_000),
      flow(75, 'airliner', 'modeS', 28_000, 41_000),
      flow(75, 'airliner', 'modeC', 24_000, 34_000),
    ],
  };
}

export function runBorder(options: BorderOptions): BorderFigures {
  const simulation = createPlotSimulation(borderScenario(options));
  const own = createSide(OWN);
  const partner = createSide(PARTNER);
  for (const sensor of simulation.sensors) (sensor.owner === OWN ? own : partner).tracker.addSensor(sensor);
  const sideOf = new Map(simulation.sensors.map(({ id, owner }) => [id, owner === OWN ? own : partner]));
  const picture = createJointPicture({ self: OWN });
  const count = createCount();
  let sent: readonly PartnerTrack[] = [];
  let updateMs = 0;
  const endMs = simulation.startMs + options.seconds * 1000;
  for (let nowMs = simulation.startMs + 1000; nowMs <= endMs; nowMs += 1000) {
    for (const { plot } of simulation.advance(nowMs)) sideOf.get(plot.sensorId)!.tracker.process([plot]);
    const truth = simulation.truth();
    for (const side of [own, partner]) {
      side.tracker.advance(nowMs);
      side.tracks = side.tracker.tracks(nowMs);
      side.identify(truth);
    }
    const startMs = performance.now();
    const joint = picture.update(nowMs, own.tracks, sent);
    updateMs += performance.now() - startMs;
    if (nowMs - simulation.startMs > WARM_UP_S * 1000) count.look(joint, own, partner, truth);
    // Partners hear of it a second late.
    sent = partner.tracks.map((track) => release(track, options.isIdentityGranted ?? true));
  }
  return {
    ...count.figures(),
    aircraft: simulation.aircraftCount,
    updateMs: updateMs / options.seconds,
    joins: picture.stats.joins,
    splits: picture.stats.splits,
  };
}

/** As the wire carries it: accuracy, no covariance. */
function release(track: Track, isIdentityGranted: boolean): PartnerTrack {
  const {
    number,
    status,
    atMs,
    latDeg,
    lonDeg,
    pressureAltitudeM,
    eastMps,
    northMps,
    verticalMps,
    accuracyM,
  } = track;
  return {
    provider: PARTNER,
    owners: [PARTNER],
    number,
    status,
    atMs,
    latDeg,
    lonDeg,
    pressureAltitudeM,
    eastMps,
    northMps,
    verticalMps,
    accuracyM,
    pEastEast: Number.NaN,
    pEastNorth: Number.NaN,
    pNorthNorth: Number.NaN,
    address: isIdentityGranted ? track.address : undefined,
    mode3a: isIdentityGranted ? track.mode3a : undefined,
    callsign: isIdentityGranted ? track.callsign : undefined,
  };
}

interface Side {
  readonly member: string;
  readonly tracker: Tracker;
  tracks: readonly Track[];
  /** Aircraft of each track number. */
  readonly aircraftOf: Map<number, number>;
  identify(truth: readonly TruthState[]): void;
}

/** Where a track is taken to follow an aircraft, and where it has plainly lost it. */
const FOLLOWS_WITHIN_M = 1500;
const LOST_BEYOND_M = 3000;

function createSide(member: string): Side {
  const aircraftOf = new Map<number, number>();
  return {
    member,
    tracker: createTracker(),
    tracks: [],
    aircraftOf,
    identify(truth) {
      const states = new Map(truth.map((state) => [state.number, state]));
      for (const track of this.tracks) {
        const known = states.get(aircraftOf.get(track.number) ?? -1);
        if (known !== undefined && errorM(track, known) < LOST_BEYOND_M) continue;
        aircraftOf.delete(track.number);
        const near = truth.filter(
          (state) => errorM(track, state) < FOLLOWS_WITHIN_M && isLevel(track, state),
        );
        const best = near.sort((a, b) => errorM(track, a) - errorM(track, b))[0];
        if (best !== undefined) aircraftOf.set(track.number, best.number);
      }
    },
  };
}

function isLevel({ pressureAltitudeM, address }: Track, state: TruthState): boolean {
  const isApart = Math.abs(pressureAltitudeM - state.pressureAltitudeM) > 200;
  return !isApart && (address === undefined || address === state.address);
}

function createCount() {
  let [shown, common, duplicates, duplicatesOfSides, wrongMergeS, swapS] = [0, 0, 0, 0, 0, 0];
  let [samples, ownSquares, partnerSquares, fusedSquares] = [0, 0, 0, 0];
  let crossings = 0;
  let kept = 0;
  /** Seconds for which an aircraft has been seen by one side alone. */
  const alone = new Map<number, number>();
  /** By whom alone, and under which joint number, when last. */
  const settled = new Map<number, { readonly member: string; readonly number: number }>();

  /** Pairs of tracks that were one aircraft when they were joined. */
  const rightly = new Set<string>();

  return {
    look(
      joint: ReturnType<JointPicture['update']>,
      own: Side,
      partner: Side,
      truth: readonly TruthState[],
    ): void {
      const states = new Map(truth.map((state) => [state.number, state]));
      const ownTracks = new Map(own.tracks.map((track) => [track.number, track]));
      const partnerTracks = new Map(partner.tracks.map((track) => [track.number, track]));
      const showing = new Map<number, { numbers: number[]; sides: string[] }>();
      for (const track of joint) {
        const aircraft = new Set<number>();
        for (const { member, number } of track.members) {
          const id = (member === OWN ? own : partner).aircraftOf.get(number);
          if (id === undefined || !states.has(id)) continue;
          aircraft.add(id);
          const seen = showing.get(id) ?? { numbers: [], sides: [] };
          if (!seen.numbers.includes(track.number)) seen.numbers.push(track.number);
          seen.sides.push(member);
          showing.set(id, seen);
        }
        const pair = track.members.map(({ member, number }) => `${member}#${number}`).join(' ');
        if (aircraft.size > 1) {
          if (rightly.has(pair)) swapS++;
          else wrongMergeS++;
        } else if (track.members.length > 1) rightly.add(pair);
        if (aircraft.size !== 1 || track.members.length !== 2) continue;
        const state = states.get([...aircraft][0]!)!;
        const [ours, theirs] = [OWN, PARTNER].map(
          (side) => track.members.find(({ member }) => member === side)!.number,
        );
        const [a, b] = [ownTracks.get(ours!), partnerTracks.get(theirs!)];
        if (a === undefined || b === undefined) continue;
        samples++;
        ownSquares += errorM(a, state) ** 2;
        partnerSquares += errorM(b, state) ** 2;
        fusedSquares += errorM(track, state) ** 2;
      }
      for (const [id, { numbers, sides }] of showing) {
        shown++;
        duplicates += numbers.length - 1;
        duplicatesOfSides += sides.length - new Set(sides).size;
        const isCommon = sides.includes(OWN) && sides.includes(PARTNER);
        if (isCommon) common++;
        if (isCommon || numbers.length !== 1) {
          alone.delete(id);
          continue;
        }
        const [member, number] = [sides[0]!, numbers[0]!];
        const seconds = (alone.get(id) ?? 0) + 1;
        alone.set(id, seconds);
        if (seconds < ALONE_S) continue;
        const last = settled.get(id);
        if (last !== undefined && last.member !== member) {
          crossings++;
          if (last.number === number) kept++;
        }
        settled.set(id, { member, number });
      }
      // Who leaves both views and comes back is another flight.
      for (const id of settled.keys()) if (!showing.has(id)) settled.delete(id);
    },
    figures: () => ({
      trackHours: shown / 3600,
      commonShare: common / shown,
      duplicateShare: duplicates / shown,
      duplicateShareOfSides: duplicatesOfSides / shown,
      wrongMergeS,
      swapS,
      crossings,
      identityKeptShare: kept / crossings,
      ownRmsM: Math.sqrt(ownSquares / samples),
      partnerRmsM: Math.sqrt(partnerSquares / samples),
      fusedRmsM: Math.sqrt(fusedSquares / samples),
    }),
  };
}

function errorM(
  place: { readonly latDeg: number; readonly lonDeg: number },
  truth: { readonly latDeg: number; readonly lonDeg: number },
): number {
  const north = (place.latDeg - truth.latDeg) * M_PER_DEG;
  const east = (place.lonDeg - truth.lonDeg) * M_PER_DEG * Math.cos((truth.latDeg * Math.PI) / 180);
  return Math.hypot(east, north);
}
