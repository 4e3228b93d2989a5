/** One ADS-B message of an aircraft, as far as the integrity of its position is concerned. */
export interface IntegrityReport {
  readonly address: number;
  readonly atMs: number;
  /** Navigation accuracy category for position, 0 … 11; undefined when the message says nothing about it. */
  readonly nacp: number | undefined;
  /** The message says "no position" (type code 0). */
  readonly noPosition: boolean;
  /** Position decoded from this message; undefined when there is none. */
  readonly position: { readonly latDeg: number; readonly lonDeg: number } | undefined;
  readonly onGround: boolean;
  readonly groundSpeedMps: number;
}

export interface AircraftIntegrity {
  /** 0 … 20. */
  readonly counter: number;
  readonly bad: boolean;
  /** Last good position and its time; undefined before the first. */
  readonly good: { readonly atMs: number; readonly latDeg: number; readonly lonDeg: number } | undefined;
}

/** Values of the public method as readsb and the daily maps made from it use them. */
const COUNTER_MAX = 20;
const SHOWN_FROM = 17;
const DWELL_MS = 15 * 60_000;
const FRESH_MS = 10_000;
/** 50 kt: slower aircraft lose position for other reasons. */
const FAST_MPS = 25.7;
/** NACp up to which accuracy is lost (4 NM or worse), and from which it is good (1 NM or better). */
const NACP_BAD = 2;
const NACP_GOOD = 4;
/** Aircraft remembered; the one not heard for longest makes room. */
const aircraftMax = 100_000;

interface State {
  counter: number;
  bad: boolean;
  goodMs: number;
  latDeg: number;
  lonDeg: number;
}

/**
 * Counts, for each aircraft, messages that show lost position integrity after a good fix. One is
 * added for NACp ≤ 2 or "no position" while airborne and fast, 10 s to 15 min after the last good
 * fix; one is taken off for NACp ≥ 4 within 10 s of a good fix. Bad from 17 of 20 on.
 */
export function createIntegrityCounter() {
  const states = new Map<number, State>();
  return {
    observe(report: IntegrityReport): AircraftIntegrity {
      const { address, atMs, nacp, noPosition, position } = report;
      let state = states.get(address);
      if (state) states.delete(address);
      else {
        state = {
          counter: 0,
          bad: false,
          goodMs: Number.NEGATIVE_INFINITY,
          latDeg: Number.NaN,
          lonDeg: Number.NaN,
        };
        if (states.size >= aircraftMax) {
          const [oldest] = states.keys();
          states.delete(oldest!);
        }
      }
      states.set(address, state);
      const poor = nacp !== undefined && nacp <= NACP_BAD;
      if (position && !poor) {
        state.goodMs = atMs;
        state.latDeg = position.latDeg;
        state.lonDeg = position.lonDeg;
      }
      const sinceGood = atMs - state.goodMs;
      const lost = noPosition || poor;
      if (
        lost &&
        !report.onGround &&
        report.groundSpeedMps > FAST_MPS &&
        sinceGood > FRESH_MS &&
        sinceGood < DWELL_MS
      ) {
        state.counter = Math.min(COUNTER_MAX, state.counter + 1);
      }
      if (sinceGood > DWELL_MS) state.counter = 0;
      else if (nacp !== undefined && nacp >= NACP_GOOD && sinceGood < FRESH_MS)
        state.counter = Math.max(0, state.counter - 1);
      state.bad = state.counter >= SHOWN_FROM;
      return integrityOf(state);
    },
    of(address: number): AircraftIntegrity | undefined {
      const state = states.get(address);
      return state && integrityOf(state);
    },
  };
}

function integrityOf(state: State): AircraftIntegrity {
  const { counter, bad, goodMs, latDeg, lonDeg } = state;
  return { counter, bad, good: Number.isFinite(goodMs) ? { atMs: goodMs, latDeg, lonDeg } : undefined };
}
