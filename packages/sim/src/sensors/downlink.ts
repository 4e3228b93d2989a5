import type { Random } from '../random.ts';
import { PHASE, type Fleet } from '../truth/fleet.ts';

/** What a transponder sends: squitters of its own accord, replies to a radar. */
export type DownlinkKind =
  | 'position'
  | 'velocity'
  | 'identification'
  | 'acquisition'
  | 'operationalStatus'
  | 'aircraftStatus'
  | 'reply';

export interface Downlink {
  readonly kind: DownlinkKind;
  readonly row: number;
  readonly timeS: number;
  /** Counts up per aircraft and kind: even and odd CPR alternate, replies take turns. */
  readonly count: number;
}

/** Mean interval of each squitter and how far it is dithered, s (Annex 10 volume IV, 3.1.2.8). */
const SQUITTERS = [
  { kind: 'position', meanS: 0.5, ditherS: 0.1, extended: true, onGround: true },
  { kind: 'velocity', meanS: 0.5, ditherS: 0.1, extended: true, onGround: false },
  { kind: 'identification', meanS: 5, ditherS: 0.2, extended: true, onGround: true },
  { kind: 'operationalStatus', meanS: 2.5, ditherS: 0.1, extended: true, onGround: true },
  { kind: 'aircraftStatus', meanS: 5, ditherS: 0.2, extended: true, onGround: false },
  { kind: 'acquisition', meanS: 1, ditherS: 0.05, extended: false, onGround: false },
] as const;

/** Says when each transponder squitters. */
export function createSquitters(fleet: Fleet, random: Random) {
  /** Per row: whose schedule this is; per row and kind: time of the next and how many went out. */
  let owner = new Float64Array(fleet.capacity);
  let nextS = new Float64Array(fleet.capacity * SQUITTERS.length);
  let counts = new Uint32Array(fleet.capacity * SQUITTERS.length);

  function grow(): void {
    const [oldOwner, oldNext, oldCounts] = [owner, nextS, counts];
    owner = new Float64Array(fleet.capacity);
    nextS = new Float64Array(fleet.capacity * SQUITTERS.length);
    counts = new Uint32Array(fleet.capacity * SQUITTERS.length);
    owner.set(oldOwner);
    nextS.set(oldNext);
    counts.set(oldCounts);
  }

  return {
    /** Squitters of the step by aircraft that `audible` finds worth it, in no order. */
    step(nowS: number, stepS: number, audible: (row: number) => boolean, out: Downlink[]): void {
      if (owner.length < fleet.capacity) grow();
      for (let row = 0; row < fleet.rowCount; row++) {
        const aircraft = fleet.aircraft[row];
        if (aircraft?.address === undefined || !aircraft.transponderOn || !audible(row)) continue;
        const onGround = fleet.columns.phase[row] !== PHASE.airborne;
        const isNew = owner[row] !== aircraft.number;
        owner[row] = aircraft.number;
        for (const [
          index,
          { kind, meanS, ditherS, extended, onGround: alsoOnGround },
        ] of SQUITTERS.entries()) {
          const at = row * SQUITTERS.length + index;
          if (isNew) counts[at] = 0;
          // After silence (new, out of earshot) the schedule starts afresh somewhere in the interval.
          if (isNew || nextS[at]! < nowS) nextS[at] = nowS + meanS * random.uniform();
          if ((extended && aircraft.equipage !== 'adsb') || (onGround && !alsoOnGround)) continue;
          while (nextS[at]! < nowS + stepS) {
            out.push({ kind, row, timeS: nextS[at]!, count: counts[at]! });
            counts[at] = counts[at]! + 1;
            nextS[at] = nextS[at]! + meanS + ditherS * (2 * random.uniform() - 1);
          }
        }
      }
    },
  };
}
