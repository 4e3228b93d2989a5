import type {
  IdentityEvidence,
  IdentityOverride,
  MemberId,
  StandardIdentity,
  Track,
  Identification,
} from '@commonsky/model';
import type { SpoofingSuspicion } from '../consistency/position-consistency.ts';
import { distanceM } from '../geo/local.ts';
import { hexAddress, nameOf, octalCode } from '../rules/select.ts';
import type { FlightPlan } from './flight-plan.ts';
import { createPlanStore, type PlanMatch, type PlanStore } from './plan-store.ts';
import { type CodeSpan, plainRegistration, type RegisteredAircraft } from './registry.ts';
import { stateOfAddress } from './state-allocation.ts';

export interface IdentifierOptions {
  /** A track younger than this with nothing known is pending, then unknown. */
  readonly pendingS: number;
  /** Weights from which an identity is reached. */
  readonly friendFrom: number;
  readonly assumedFriendFrom: number;
  readonly neutralFrom: number;
  readonly suspectFrom: number;
  /** Tracks are looked at anew this often, and at once when what they carry changes. */
  readonly refreshS: number;
}

const OPTIONS: IdentifierOptions = {
  pendingS: 60,
  friendFrom: 1.5,
  assumedFriendFrom: 0.6,
  neutralFrom: 0.35,
  suspectFrom: 0.8,
  refreshS: 10,
};

/** Seconds in which evidence of a source loses half its weight once it is no longer seen. */
const HALF_LIFE_S: Readonly<Record<IdentityEvidence['source'], number>> = {
  plan: 600,
  registry: 1800,
  code: 120,
  callsign: 300,
  member: 300,
  consistency: 120,
};
/** Evidence below this weight is dropped. */
const WEIGHT_MIN = 0.05;
/** A track gone for this long is forgotten; its override lives on by address for an hour. */
const FORGET_MS = 60_000;
const OVERRIDE_KEPT_MS = 3_600_000;
const overridesMax = 10_000;

/** Two tracks with one callsign further apart than this contradict each other. */
const TWIN_M = 20_000;

interface Item {
  readonly source: IdentityEvidence['source'];
  readonly towards: IdentityEvidence['towards'];
  readonly weight: number;
  readonly text: string;
  readonly member?: MemberId;
  seenMs: number;
}

interface State {
  bornMs: number;
  seenMs: number;
  lookedMs: number;
  address: number | undefined;
  callsign: string | undefined;
  mode3a: number | undefined;
  /** By source and direction: a source says one thing once. */
  items: Map<string, Item>;
  conflicts: readonly string[];
  planId: string | undefined;
  override: IdentityOverride | undefined;
}

/**
 * Keeps, for every track, the evidence for who it is. Evidence decays from when it was last seen;
 * an operator's override stands until it is taken back, also across a loss of track. `hostile` is
 * only ever passed on from a member that reported it.
 */
export interface Identifier {
  usePlans(plans: readonly FlightPlan[]): void;
  useRegistry(aircraft: readonly RegisteredAircraft[]): void;
  useCodes(codes: readonly CodeSpan[]): void;
  /** Looks at the tracks of a picture. */
  step(atMs: number, tracks: readonly Track[], suspicions?: readonly SpoofingSuspicion[]): void;
  /** What a member says about one of our tracks. */
  report(track: number, member: MemberId, identity: StandardIdentity, atMs: number): void;
  override(track: number, override: IdentityOverride): boolean;
  clearOverride(track: number): boolean;
  identityOf(track: number, atMs: number): Identification | undefined;
  /** The outcome alone: cheap enough for every track of every picture. */
  standardIdentityOf(track: number, atMs: number): StandardIdentity | undefined;
  readonly plans: PlanStore;
}

export function createIdentifier(options: Partial<IdentifierOptions> = {}): Identifier {
  const settings = { ...OPTIONS, ...options };
  const states = new Map<number, State>();
  const overridesByAddress = new Map<number, { override: IdentityOverride; keptMs: number }>();
  let plans = createPlanStore([]);
  let registry: ReadonlyMap<number, RegisteredAircraft> = new Map();
  let codes: readonly CodeSpan[] = [];
  /** Source data changed: every track is looked at anew. */
  let changed = false;

  const look = (track: Track, state: State, atMs: number, twins: readonly Track[]): void => {
    state.lookedMs = atMs;
    state.address = track.address;
    state.callsign = track.callsign;
    state.mode3a = track.mode3a;
    const match = plans.match(track, atMs);
    state.planId = match?.plan.id;
    const note = (item: Omit<Item, 'seenMs'>): void => {
      state.items.set(`${item.source}|${item.towards}`, { ...item, seenMs: atMs });
    };
    if (match) note({ source: 'plan', towards: 'neutral', weight: match.score, text: planText(match) });
    const aircraft = track.address === undefined ? undefined : registry.get(track.address);
    if (track.address !== undefined) noteAddress(track.address, aircraft, note);
    if (track.mode3a !== undefined) {
      for (const { from, to, towards, weight, about } of codes) {
        if (track.mode3a < from || track.mode3a > to) continue;
        note({ source: 'code', towards, weight, text: `code ${octalCode(track.mode3a)}: ${about}` });
      }
    }
    if (track.callsign !== undefined && /^[A-Z]{3}\d{1,4}[A-Z]{0,2}$/u.test(track.callsign)) {
      note({
        source: 'callsign',
        towards: 'neutral',
        weight: 0.2,
        text: `${track.callsign} has the form of an operator’s flight`,
      });
    }
    state.conflicts = conflictsOf(track, aircraft, plans, atMs, twins);
    for (const [key, item] of state.items) if (weightAt(item, atMs) < WEIGHT_MIN) state.items.delete(key);
  };

  const create = (track: Track, atMs: number): State => {
    const kept = track.address === undefined ? undefined : overridesByAddress.get(track.address);
    return {
      bornMs: Number.isNaN(track.bornMs) ? atMs : track.bornMs,
      seenMs: atMs,
      lookedMs: Number.NEGATIVE_INFINITY,
      address: undefined,
      callsign: undefined,
      mode3a: undefined,
      items: new Map(),
      conflicts: [],
      planId: undefined,
      override: kept && atMs - kept.keptMs <= OVERRIDE_KEPT_MS ? kept.override : undefined,
    };
  };

  const keepOverride = (state: State, atMs: number): void => {
    if (!state.override || state.address === undefined) return;
    overridesByAddress.delete(state.address);
    overridesByAddress.set(state.address, { override: state.override, keptMs: atMs });
    if (overridesByAddress.size > overridesMax) {
      const [oldest] = overridesByAddress.keys();
      overridesByAddress.delete(oldest!);
    }
  };

  return {
    usePlans(next) {
      plans = createPlanStore(next);
      changed = true;
    },
    useRegistry(aircraft) {
      registry = new Map(aircraft.map((entry) => [entry.address, entry]));
      changed = true;
    },
    useCodes(next) {
      codes = next;
      changed = true;
    },
    step(atMs, tracks, suspicions = []) {
      const byCallsign = new Map<string, Track[]>();
      for (const track of tracks) {
        if (track.callsign === undefined) continue;
        const group = byCallsign.get(track.callsign);
        if (group) group.push(track);
        else byCallsign.set(track.callsign, [track]);
      }
      const suspected = new Map(suspicions.map((suspicion) => [suspicion.address, suspicion]));
      for (const track of tracks) {
        let state = states.get(track.number);
        if (!state) {
          state = create(track, atMs);
          states.set(track.number, state);
        }
        state.seenMs = atMs;
        const differs =
          state.address !== track.address ||
          state.callsign !== track.callsign ||
          state.mode3a !== track.mode3a;
        if (differs || changed || atMs - state.lookedMs >= settings.refreshS * 1000) {
          look(track, state, atMs, byCallsign.get(track.callsign ?? '') ?? []);
        }
        const suspicion = track.address === undefined ? undefined : suspected.get(track.address);
        if (suspicion) {
          state.items.set('consistency|suspect', {
            source: 'consistency',
            towards: 'suspect',
            weight: 1,
            text: `reported position is ${(suspicion.distanceM / 1000).toFixed(1)} km from where ${suspicion.sensorId} measures it`,
            seenMs: atMs,
          });
        }
      }
      changed = false;
      for (const [number, state] of states) {
        if (atMs - state.seenMs <= FORGET_MS) continue;
        keepOverride(state, state.seenMs);
        states.delete(number);
      }
    },
    report(track, member, identity, atMs) {
      const state = states.get(track);
      const towards = REPORTED[identity];
      if (!state || !towards) return;
      state.items.set(`member|${member}`, {
        source: 'member',
        towards,
        weight: identity === 'assumedFriend' ? 0.6 : 1,
        text: `${member} reports ${identity}`,
        member,
        seenMs: atMs,
      });
    },
    override(track, override) {
      const state = states.get(track);
      if (state) {
        state.override = override;
        keepOverride(state, override.atMs);
      }
      return state !== undefined;
    },
    clearOverride(track) {
      const state = states.get(track);
      if (state?.address !== undefined) overridesByAddress.delete(state.address);
      if (state) state.override = undefined;
      return state !== undefined;
    },
    identityOf(track, atMs) {
      const state = states.get(track);
      return state && identityOf(state, atMs, settings);
    },
    standardIdentityOf(track, atMs) {
      const state = states.get(track);
      return state && (state.override?.identity ?? decide(sumsOf(state, atMs), state, atMs, settings));
    },
    get plans() {
      return plans;
    },
  };
}

const REPORTED: Readonly<Record<StandardIdentity, IdentityEvidence['towards'] | undefined>> = {
  pending: undefined,
  unknown: undefined,
  assumedFriend: 'friend',
  friend: 'friend',
  neutral: 'neutral',
  suspect: 'suspect',
  hostile: 'hostile',
};

function weightAt({ source, weight, seenMs }: Item, atMs: number): number {
  return weight * 0.5 ** (Math.max(0, atMs - seenMs) / 1000 / HALF_LIFE_S[source]);
}

type Sums = Record<IdentityEvidence['towards'], number>;

/** Weight of the evidence for each identity. */
function sumsOf(state: State, atMs: number): Sums {
  const sums = { friend: 0, neutral: 0, suspect: 0, hostile: 0 };
  for (const item of state.items.values()) {
    const weight = weightAt(item, atMs);
    if (weight >= WEIGHT_MIN) sums[item.towards] += weight;
  }
  return sums;
}

function identityOf(state: State, atMs: number, settings: IdentifierOptions): Identification {
  const evidence: IdentityEvidence[] = [];
  let reportedBy: MemberId | undefined;
  for (const item of state.items.values()) {
    const weight = weightAt(item, atMs);
    if (weight < WEIGHT_MIN) continue;
    if (item.towards === 'hostile') reportedBy = item.member;
    evidence.push({
      source: item.source,
      towards: item.towards,
      weight,
      seenMs: item.seenMs,
      text: item.text,
    });
  }
  evidence.sort((a, b) => b.weight - a.weight);
  return {
    identity: state.override?.identity ?? decide(sumsOf(state, atMs), state, atMs, settings),
    ...(state.override === undefined && reportedBy !== undefined && { reportedBy }),
    evidence,
    ...(state.override && { override: state.override }),
    conflicts: state.conflicts,
    ...(state.planId !== undefined && { planId: state.planId }),
  };
}

function decide(sums: Sums, state: State, atMs: number, settings: IdentifierOptions): StandardIdentity {
  // A member's own word, shown as such; its weight fades unless the member repeats it.
  if (sums.hostile >= settings.suspectFrom / 2) return 'hostile';
  if (sums.suspect >= settings.suspectFrom && sums.suspect > sums.friend) return 'suspect';
  if (sums.friend >= settings.friendFrom) return 'friend';
  if (sums.friend >= settings.assumedFriendFrom) return 'assumedFriend';
  if (sums.neutral >= settings.neutralFrom) return 'neutral';
  return atMs - state.bornMs < settings.pendingS * 1000 ? 'pending' : 'unknown';
}

function planText({ plan, by, acrossM, lateS }: PlanMatch): string {
  const where = Number.isNaN(acrossM)
    ? ''
    : `, ${Math.round(acrossM / 1000)} km off the route, ${Math.round(lateS / 60)} min late`;
  return `flight plan ${plan.callsign} ${plan.departure}–${plan.destination} fits by ${by.join(', ')}${where}`;
}

function noteAddress(
  address: number,
  aircraft: RegisteredAircraft | undefined,
  note: (item: Omit<Item, 'seenMs'>) => void,
): void {
  const name = hexAddress(address);
  if (aircraft) {
    const { registration, operator, towards } = aircraft;
    const who = [registration, operator].filter((part) => part !== undefined && part !== '').join(', ');
    note({
      source: 'registry',
      towards: towards ?? 'neutral',
      weight: towards ? 1 : 0.4,
      text: `address ${name} is registered: ${who}`,
    });
    return;
  }
  const state = stateOfAddress(address);
  if (state === undefined) {
    note({
      source: 'registry',
      towards: 'suspect',
      weight: 0.4,
      text: `address ${name} is allocated to no state`,
    });
  } else
    note({
      source: 'registry',
      towards: 'neutral',
      weight: 0.2,
      text: `address ${name} belongs to ${state}`,
    });
}

function conflictsOf(
  track: Track,
  aircraft: RegisteredAircraft | undefined,
  plans: PlanStore,
  atMs: number,
  twins: readonly Track[],
): string[] {
  const conflicts: string[] = [];
  const { callsign, address } = track;
  if (callsign !== undefined && address !== undefined) {
    for (const plan of plans.naming(track, atMs)) {
      const sameName = plan.callsign === callsign || plan.registration === callsign;
      if (plan.address === address && !sameName) {
        conflicts.push(
          `flight plan ${plan.id} has address ${hexAddress(address)} as ${plan.callsign}, the track says ${callsign}`,
        );
      }
      if (sameName && plan.address !== undefined && plan.address !== address) {
        conflicts.push(
          `flight plan ${plan.id} has address ${hexAddress(plan.address)}, the track ${hexAddress(address)}`,
        );
      }
    }
  }
  if (callsign !== undefined && aircraft && /^[A-Z0-9]{1,2}[A-Z]{3,4}$/u.test(callsign)) {
    const said = plainRegistration(callsign);
    // Only callsigns that look like a registration of the same state can contradict one.
    if (said.slice(0, 2) === aircraft.registration.slice(0, 2) && said !== aircraft.registration) {
      conflicts.push(`the register has ${aircraft.registration} for its address, the track says ${callsign}`);
    }
  }
  for (const twin of twins) {
    // Nearer than that it is one aircraft tracked twice.
    const apartM = distanceM(track.latDeg, track.lonDeg, twin.latDeg, twin.lonDeg);
    if (twin.number !== track.number && twin.address !== track.address && apartM > TWIN_M)
      conflicts.push(`${nameOf(twin)} uses the same callsign`);
  }
  return conflicts;
}
