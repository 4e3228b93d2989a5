import { type AreaIndex, createAreaIndex } from '../geo/area-index.ts';
import { type Activation, activationAt, type ActivationState } from './activation.ts';
import type { Airspace } from './airspace.ts';

/** All airspaces of a member with their activations; immutable but for a cache of what is active now. */
export interface AirspaceSet {
  readonly airspaces: readonly Airspace[];
  readonly index: AreaIndex;
  /** State now; remembered until it can change. */
  stateAt(airspace: number, atMs: number): ActivationState;
  /** State at another moment than now. */
  stateAfter(airspace: number, atMs: number): ActivationState;
  /** The same airspaces under other activations; the spatial index is shared. */
  withActivations(activations: readonly Activation[]): AirspaceSet;
}

export function createAirspaceSet(
  airspaces: readonly Airspace[],
  activations: readonly Activation[] = [],
): AirspaceSet {
  return assemble(airspaces, createAreaIndex(airspaces.map(({ area }) => area)), activations);
}

function assemble(
  airspaces: readonly Airspace[],
  index: AreaIndex,
  activations: readonly Activation[],
): AirspaceSet {
  const byAirspace = Map.groupBy(activations, ({ airspaceId }) => airspaceId);
  const cached: (ActivationState & { fromMs: number })[] = [];
  const stateAfter = (airspace: number, atMs: number): ActivationState => {
    const { schedule, id } = airspaces[airspace]!;
    return activationAt(schedule, byAirspace.get(id) ?? [], atMs);
  };
  return {
    airspaces,
    index,
    stateAt(airspace, atMs) {
      const known = cached[airspace];
      if (known && atMs >= known.fromMs && atMs < known.untilMs) return known;
      const state = { ...stateAfter(airspace, atMs), fromMs: atMs };
      cached[airspace] = state;
      return state;
    },
    stateAfter,
    withActivations: (next) => assemble(airspaces, index, next),
  };
}
