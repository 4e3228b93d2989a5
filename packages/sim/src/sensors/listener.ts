import type { Random } from '../random.ts';
import type { AdsbSpec, BeastSpec } from '../scenario/scenario.ts';
import type { Fleet } from '../truth/fleet.ts';
import { createStation } from './common.ts';
import type { Downlink } from './downlink.ts';
import type { PositionReport } from './report.ts';

/** A transmission and what the aircraft knew of itself when it sent it. */
export interface Transmission {
  readonly downlink: Downlink;
  readonly report: PositionReport;
  /** Its octets once somebody needed them. */
  frame?: Uint8Array | undefined;
}

/** How long received transmissions are gathered before they are passed on, s. Divides a step. */
const WINDOW_S = { adsb: 0.25, beast: 0.1 } as const;

type OnBatch = (batch: readonly Transmission[], deliveredS: number) => void;

/** A receiver of 1090 MHz transmissions: an ADS-B ground station, or a plain Mode S receiver. */
export function createListener(spec: AdsbSpec | BeastSpec, random: Random) {
  const station = createStation(spec, random);
  const windowS = WINDOW_S[spec.kind];
  /** Per row, for the step at hand: chance to hear a transmission of it. */
  let chance = new Float64Array(0);
  let rangeM = new Float64Array(0);
  let gathered: Transmission[] = [];
  let windowEndS = 0;

  /** Passes on what has been gathered. */
  function flush(onBatch: OnBatch): void {
    if (gathered.length === 0) return;
    onBatch(gathered, station.deliver(windowEndS));
    gathered = [];
  }

  return {
    spec,
    station,
    /** Works out for the step whether a row can be heard. */
    tune(fleet: Fleet, row: number): boolean {
      if (chance.length < fleet.capacity) {
        chance = new Float64Array(fleet.capacity);
        rangeM = new Float64Array(fleet.capacity);
      }
      const c = fleet.columns;
      const [x, y, z] = [c.x0[row]!, c.y0[row]!, c.z0[row]!];
      const visible = station.sees(x, y, z);
      rangeM[row] = visible
        ? Math.hypot(x - station.site.x, y - station.site.y, z - station.site.z)
        : Infinity;
      chance[row] = visible ? spec.probability * fade(rangeM[row] / spec.rangeMaxM) : 0;
      return visible;
    },
    /** Distance of a row at the start of the step, m, when it can be heard. */
    rangeM: (row: number) => rangeM[row]!,
    /** Takes a transmission if it gets through; transmissions come in time order. */
    hear(transmission: Transmission, onBatch: OnBatch): void {
      const { row, timeS } = transmission.downlink;
      if (chance[row] === 0 || !random.chance(chance[row]!) || station.silent(timeS)) return;
      if (timeS >= windowEndS) {
        flush(onBatch);
        windowEndS = (Math.floor(timeS / windowS) + 1) * windowS;
      }
      gathered.push(transmission);
    },
    flush,
  };
}

export type Listener = ReturnType<typeof createListener>;

/** Transmissions fade over the outer part of the range, down to three in ten. */
function fade(share: number): number {
  return share < 0.6 ? 1 : Math.max(0, 1 - 1.75 * (share - 0.6));
}

/** Ground stations report an aircraft once a second: on every other position squitter. */
export function isGroundReport({ downlink }: Transmission): boolean {
  return downlink.kind === 'position' && downlink.count % 2 === 0;
}
