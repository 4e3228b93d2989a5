import { RAD_PER_DEG } from '@commonsky/model';
import { apparentElevation, createSite, toLocal, wrapTwoPi, type Site } from '../geo.ts';
import type { Random } from '../random.ts';
import type { SensorSpec } from '../scenario/scenario.ts';

type Base = Pick<
  SensorSpec,
  | 'latDeg'
  | 'lonDeg'
  | 'heightM'
  | 'rangeMaxM'
  | 'elevationMinDeg'
  | 'horizon'
  | 'clock'
  | 'latency'
  | 'outages'
>;

/** What all sensors share: a site, a horizon, a clock, a line to the centre, and hours off duty. */
export function createStation(spec: Base, random: Random) {
  const site: Site = createSite(spec.latDeg, spec.lonDeg, spec.heightM);
  const rangeMax2 = spec.rangeMaxM ** 2;
  const elevationMin = spec.elevationMinDeg * RAD_PER_DEG;
  const horizon = spec.horizon.map((each) => ({
    from: each.fromDeg * RAD_PER_DEG,
    width: wrapTwoPi((each.toDeg - each.fromDeg) * RAD_PER_DEG) || 2 * Math.PI,
    elevation: each.elevationDeg * RAD_PER_DEG,
  }));
  const local = new Float64Array(3);
  let lastDeliveryS = 0;

  /** Whether the point is within range at all; cheap. */
  function inRange(x: number, y: number, z: number): boolean {
    const dx = x - site.x;
    const dy = y - site.y;
    const dz = z - site.z;
    return dx * dx + dy * dy + dz * dz <= rangeMax2;
  }

  /** Lowest elevation (rad) seen in a direction. */
  function floor(azimuthRad: number): number {
    let lowest = elevationMin;
    for (const { from, width, elevation } of horizon) {
      if (wrapTwoPi(azimuthRad - from) <= width) lowest = Math.max(lowest, elevation);
    }
    return lowest;
  }

  return {
    site,
    inRange,
    floor,
    /** Whether an earth-centred point is in line of sight, within range. */
    sees(x: number, y: number, z: number): boolean {
      if (!inRange(x, y, z)) return false;
      toLocal(site, x, y, z, local);
      const elevation = apparentElevation(local[0]!, local[1]!, local[2]!);
      return elevation >= floor(Math.atan2(local[0]!, local[1]!));
    },
    /** What the sensor's clock shows, s, when it is `timeS`. */
    clock: (timeS: number) => timeS + spec.clock.offsetMs / 1000 + spec.clock.driftPpm * 1e-6 * timeS,
    /** When something sent at `timeS` arrives; a line keeps order. */
    deliver(timeS: number): number {
      const delayMs = Math.max(0, spec.latency.meanMs + spec.latency.jitterMs * random.normal());
      lastDeliveryS = Math.max(lastDeliveryS, timeS + delayMs / 1000);
      return lastDeliveryS;
    },
    silent: (timeS: number) => spec.outages.some((each) => timeS >= each.fromS && timeS < each.toS),
  };
}
