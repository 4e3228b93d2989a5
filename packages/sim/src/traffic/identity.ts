import type { Random } from '../random.ts';
import type { AircraftClass } from '../truth/performance.ts';

/**
 * Blocks of 24-bit addresses of some states (ICAO Annex 10 volume III, table 9-1) and flight-number
 * designators heard in the region. Who flies when is invented.
 */
const STATES = {
  kg: { first: 0x601000, count: 0x400, registration: 'EX', designators: ['LYN', 'MAN'] },
  kz: { first: 0x683000, count: 0x400, registration: 'UP', designators: ['KZR', 'VSV', 'AYN'] },
  uz: { first: 0x507c00, count: 0x400, registration: 'UK', designators: ['UZB', 'QNT'] },
  tj: { first: 0x515000, count: 0x400, registration: 'EY', designators: ['SMR', 'TJK'] },
  cn: { first: 0x780000, count: 0x40000, registration: 'B', designators: ['CSN', 'CES', 'CCA', 'CHH'] },
  tr: { first: 0x4b8000, count: 0x8000, registration: 'TC', designators: ['THY', 'PGT'] },
  in: { first: 0x800000, count: 0x40000, registration: 'VT', designators: ['AIC', 'IGO'] },
  ae: { first: 0x896000, count: 0x1000, registration: 'A6', designators: ['UAE', 'ETD', 'FDB'] },
  de: { first: 0x3c0000, count: 0x40000, registration: 'D', designators: ['DLH', 'GEC'] },
  gb: { first: 0x400000, count: 0x40000, registration: 'G', designators: ['BAW', 'VIR'] },
  kr: { first: 0x718000, count: 0x8000, registration: 'HL', designators: ['KAL', 'AAR'] },
} as const;

type State = keyof typeof STATES;
const REGIONAL: readonly State[] = ['kg', 'kg', 'kz', 'kz', 'kz', 'uz', 'uz', 'tj', 'tr', 'cn'];
const PASSING: readonly State[] = ['cn', 'cn', 'tr', 'in', 'ae', 'de', 'gb', 'kr', 'kz', 'uz'];

export interface Identity {
  readonly address: number;
  readonly callsign: string;
  readonly mode3a: number;
}

export type IdentityStyle = 'regional' | 'passing' | 'local' | 'random';

/** Gives out addresses nobody in the air has; they come back when the aircraft is gone, so the set stays bounded. */
export function createIdentities(random: Random) {
  const used = new Set<number>();

  function address(first: number, count: number): number {
    // Small blocks fill up in large scenarios; then any address of no state's block serves.
    for (let tries = 0; tries < 64; tries++) {
      const candidate = first + 1 + random.integer(count - 2);
      if (!used.has(candidate)) return candidate;
    }
    let candidate = 0xb00000 + random.integer(0x100000);
    while (used.has(candidate)) candidate = candidate === 0xffffff ? 0xb00000 : candidate + 1;
    return candidate;
  }

  return {
    next(style: IdentityStyle, kind: AircraftClass): Identity {
      const state =
        style === 'random'
          ? { first: 0x1000, count: 0xffe000, registration: 'N', designators: ['SIM'] }
          : STATES[
              style === 'local'
                ? random.pick(['kg', 'kz'] as const)
                : random.pick(style === 'regional' ? REGIONAL : PASSING)
            ];
      const given = address(state.first, state.count);
      used.add(given);
      const airline = kind === 'airliner' || kind === 'heavy' || kind === 'turboprop';
      const callsign = airline
        ? `${random.pick(state.designators)}${1 + random.integer(989)}`
        : `${state.registration}${10_000 + random.integer(89_999)}`;
      return { address: given, callsign, mode3a: style === 'local' ? 0o7000 : code(random) };
    },
    release(given: number | undefined): void {
      if (given !== undefined) used.delete(given);
    },
    reserve(given: number): void {
      used.add(given);
    },
  };
}

const SPECIAL = new Set([0o0000, 0o1000, 0o2000, 0o7000, 0o7500, 0o7600, 0o7700, 0o7777]);

/** A discrete code, none that means something. */
function code(random: Random): number {
  for (;;) {
    const candidate = random.integer(0o10000);
    if (!SPECIAL.has(candidate)) return candidate;
  }
}
