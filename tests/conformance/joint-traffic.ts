/** Border traffic as two members see it: own numbers, own noise, sensors registered differently. */
import type { Track } from '@commonsky/model';
import { createJointPicture, type JointTrack } from '@commonsky/server/federation';
import type { ReleasedTrack } from '@commonsky/treaty';
import { createRandom, type Random } from './treaty-random.ts';
import { offerOf } from './treaty-members.ts';

const M_PER_DEG = 111_320;
const BORDER_LON = 75;
/** Pictures are compared this often. */
const STEP_S = 2;
/** Coverage of either side reaches this far over the border: about 40 % of the traffic is seen by both. */
const OVERLAP_DEG = 1.45;
const START_MS = Date.UTC(2026, 5, 1, 12);

interface Flight {
  readonly id: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly turnRadps: number;
  readonly altitudeM: number;
  readonly hasAddress: boolean;
}

interface Side {
  readonly biasEastM: number;
  readonly biasNorthM: number;
  readonly sigmaM: number;
  readonly sees: (lonDeg: number) => boolean;
  readonly numbers: Map<number, number>;
}

export interface JointFigures {
  readonly flights: number;
  /** Share of all track time that is seen by both sides. */
  commonShare: number;
  /** Of all track time, %. */
  duplicatesPercent: number;
  wrongMergeSeconds: number;
  /** Of aircraft that came from one side's view alone into the other's alone, %. */
  identityKeptPercent: number;
  crossings: number;
  rmsOwnM: number;
  rmsPartnerM: number;
  rmsFusedM: number;
  updateMsMean: number;
}

export function runJointTraffic({
  flights: count,
  seconds,
  seed,
  addressShare,
}: {
  flights: number;
  seconds: number;
  seed: number;
  addressShare: number;
}): JointFigures {
  const random = createRandom(seed);
  const flights = Array.from({ length: count }, (_, id) => randomFlight(random, id, addressShare));
  const ours: Side = {
    biasEastM: 120,
    biasNorthM: -60,
    sigmaM: 45,
    sees: (lon) => lon < BORDER_LON + OVERLAP_DEG,
    numbers: new Map(),
  };
  const theirs: Side = {
    biasEastM: -110,
    biasNorthM: 70,
    sigmaM: 60,
    sees: (lon) => lon > BORDER_LON - OVERLAP_DEG,
    numbers: new Map(),
  };
  const picture = createJointPicture();
  const sums = { own: 0, partner: 0, fused: 0, common: 0, total: 0, duplicate: 0, wrong: 0, updateMs: 0 };
  const alone = new Map<
    number,
    { first?: { side: string; number: number }; last?: { side: string; number: number } }
  >();
  for (let second = 0; second < seconds; second += STEP_S) {
    const nowMs = START_MS + second * 1000;
    const truth = flights.map((flight) => stateOf(flight, second));
    const flightOf = new Map<string, number>();
    const own: Track[] = [];
    const partner: ReleasedTrack[] = [];
    for (const [id, state] of truth.entries()) {
      if (ours.sees(state.lonDeg)) {
        const track = ownTrack(random, ours, flights[id]!, state, nowMs);
        own.push(track);
        flightOf.set(`own#${track.number}`, id);
      }
      if (theirs.sees(state.lonDeg)) {
        const track = partnerTrack(random, theirs, flights[id]!, state, nowMs);
        partner.push(track);
        flightOf.set(`p#${track.number}`, id);
      }
    }
    const startMs = performance.now();
    const joint = picture.update(own, partner, nowMs);
    sums.updateMs += performance.now() - startMs;
    const shown = new Map<number, JointTrack[]>();
    for (const track of joint) {
      const ids = new Set([
        ...(track.own ? [flightOf.get(`own#${track.own.number}`)!] : []),
        ...track.partners.map(({ number }) => flightOf.get(`p#${number}`)!),
      ]);
      if (ids.size > 1) sums.wrong++;
      for (const id of ids) shown.set(id, [...(shown.get(id) ?? []), track]);
    }
    for (const [id, tracks] of shown) {
      sums.total++;
      sums.duplicate += tracks.length - 1;
      const state = truth[id]!;
      const [bySelf, byPartner] = [ours.sees(state.lonDeg), theirs.sees(state.lonDeg)];
      if (bySelf && byPartner) {
        sums.common++;
        const [track] = tracks;
        if (tracks.length === 1 && track?.own !== undefined && track.partners.length === 1) {
          sums.own += error2(track.own, state);
          sums.partner += error2(track.partners[0]!, state);
          sums.fused += error2(track.estimate, state);
        }
      } else {
        const seen = alone.get(id) ?? {};
        const now = { side: bySelf ? 'own' : 'partner', number: tracks[0]!.number };
        alone.set(id, { first: seen.first ?? now, last: now });
      }
    }
  }
  const crossed = [...alone.values()].filter(({ first, last }) => first!.side !== last!.side);
  const kept = crossed.filter(({ first, last }) => first!.number === last!.number);
  const both = sums.common - sums.duplicate;
  return {
    flights: count,
    commonShare: sums.common / sums.total,
    duplicatesPercent: (100 * sums.duplicate) / sums.total,
    wrongMergeSeconds: sums.wrong,
    identityKeptPercent: (100 * kept.length) / crossed.length,
    crossings: crossed.length,
    rmsOwnM: Math.sqrt(sums.own / both),
    rmsPartnerM: Math.sqrt(sums.partner / both),
    rmsFusedM: Math.sqrt(sums.fused / both),
    updateMsMean: (sums.updateMs * STEP_S) / seconds,
  };
}

function randomFlight(random: Random, id: number, addressShare: number): Flight {
  const eastward = random.chance(0.5);
  const speed = 150 + 100 * random.next();
  const slant = 0.6 * (random.next() - 0.5);
  return {
    id,
    latDeg: 41 + 4 * random.next(),
    lonDeg: BORDER_LON + 5 * (random.next() - 0.5),
    eastMps: (eastward ? 1 : -1) * speed * Math.cos(slant),
    northMps: speed * Math.sin(slant),
    turnRadps: random.chance(0.15) ? 0.002 * (random.next() - 0.5) : 0,
    altitudeM: 300 * random.int(10, 40),
    hasAddress: random.chance(addressShare),
  };
}

function stateOf({ latDeg, lonDeg, eastMps, northMps, turnRadps }: Flight, second: number) {
  const angle = turnRadps * second;
  const [sin, cos] =
    turnRadps === 0 ? [second, 0] : [Math.sin(angle) / turnRadps, (1 - Math.cos(angle)) / turnRadps];
  const x = eastMps * sin - northMps * cos;
  const y = northMps * sin + eastMps * cos;
  const lat = latDeg + y / M_PER_DEG;
  return {
    latDeg: lat,
    lonDeg: lonDeg + x / (M_PER_DEG * Math.cos((lat * Math.PI) / 180)),
    eastMps: eastMps * Math.cos(angle) - northMps * Math.sin(angle),
    northMps: northMps * Math.cos(angle) + eastMps * Math.sin(angle),
  };
}
type State = ReturnType<typeof stateOf>;

function ownTrack(random: Random, side: Side, flight: Flight, state: State, nowMs: number): Track {
  const placed = seenBy(random, side, state);
  const offer = offerOf(
    {
      number: numberOf(side, flight.id),
      ...placed,
      altitudeM: flight.altitudeM,
      category: 'civil',
      owner: 'own',
    },
    nowMs,
  );
  const variance = side.sigmaM * side.sigmaM;
  return {
    ...offer.versions[0]!.track,
    ...velocityOf(random, state),
    // A little longer across the line of sight, as radars see.
    pEastEast: 0.7 * variance,
    pNorthNorth: 1.3 * variance,
    address: flight.hasAddress ? 0x400000 + flight.id : undefined,
    callsign: undefined,
  };
}

function partnerTrack(
  random: Random,
  side: Side,
  flight: Flight,
  state: State,
  nowMs: number,
): ReleasedTrack {
  return {
    provider: 'p',
    number: numberOf(side, flight.id),
    status: 'confirmed',
    atMs: nowMs,
    ...seenBy(random, side, state),
    ...velocityOf(random, state),
    pressureAltitudeM: flight.altitudeM,
    verticalMps: 0,
    accuracyM: side.sigmaM,
    address: flight.hasAddress ? 0x400000 + flight.id : undefined,
    mode3a: undefined,
    callsign: undefined,
    identity: undefined,
  };
}

function seenBy(random: Random, { biasEastM, biasNorthM, sigmaM }: Side, { latDeg, lonDeg }: State) {
  return {
    latDeg: latDeg + (biasNorthM + sigmaM * normal(random)) / M_PER_DEG,
    lonDeg: lonDeg + (biasEastM + sigmaM * normal(random)) / (M_PER_DEG * Math.cos((latDeg * Math.PI) / 180)),
  };
}

function velocityOf(random: Random, { eastMps, northMps }: State) {
  return { eastMps: eastMps + 3 * normal(random), northMps: northMps + 3 * normal(random) };
}

/** Each side counts its own tracks in its own way. */
function numberOf({ numbers, sigmaM }: Side, id: number): number {
  const number = numbers.get(id) ?? numbers.size + Math.round(sigmaM);
  numbers.set(id, number);
  return number;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function error2(place: { readonly latDeg: number; readonly lonDeg: number }, truth: State): number {
  const x = (place.lonDeg - truth.lonDeg) * M_PER_DEG * Math.cos((truth.latDeg * Math.PI) / 180);
  const y = (place.latDeg - truth.latDeg) * M_PER_DEG;
  return x * x + y * y;
}
