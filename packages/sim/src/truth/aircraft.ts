import type { AircraftClass } from './performance.ts';
import type { Route } from './route.ts';

/** What the aircraft answers with: `primaryOnly` has no transponder, `adsb` is Mode S with extended squitter. */
export type Equipage = 'primaryOnly' | 'modeA' | 'modeC' | 'modeS' | 'adsb';
export const EQUIPAGES = ['primaryOnly', 'modeA', 'modeC', 'modeS', 'adsb'] as const satisfies Equipage[];

/** What stays the same while an aircraft flies, or changes seldom; the moving part is in the fleet's columns. */
export interface Aircraft {
  /** Unique in the simulation, never reused: the truth's own identity. */
  readonly number: number;
  readonly kind: AircraftClass;
  readonly equipage: Equipage;
  readonly address: number | undefined;
  readonly callsign: string | undefined;
  /** 0…4095; undefined without transponder. */
  mode3a: number | undefined;
  spi: boolean;
  transponderOn: boolean;
  readonly route: Route;
  readonly cruiseMps: number;
  readonly cruiseM: number;
  /** Navigation accuracy category for position it reports (0…11). */
  readonly nacP: number;
  /** No aircraft at all: transmissions only, which no radar echoes. */
  readonly ghost: boolean;
  /** Flow that spawned it and keeps its numbers up; undefined when it is scripted. */
  readonly flow: number | undefined;
  /** Leader's number and the place beside it, m ahead and to the right. */
  readonly formation:
    | { readonly leader: number; readonly aheadM: number; readonly rightM: number }
    | undefined;
}
