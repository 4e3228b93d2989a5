import { createRandom } from './random.ts';
import type { ResolvedScenario } from './scenario/scenario.ts';
import { createSquitters, type Downlink } from './sensors/downlink.ts';
import { createListener, type Listener, type Transmission } from './sensors/listener.ts';
import { createMlat, type Mlat, type MlatReport } from './sensors/mlat.ts';
import { createNavigation } from './sensors/navigation.ts';
import { createRadar, type Radar, type SectorReports } from './sensors/radar.ts';
import { createTraffic } from './traffic/traffic.ts';
import { createFleet } from './truth/fleet.ts';

/** Rates of aircraft are constant for so long. */
export const STEP_S = 1;

/** What the sensors of the world bring in, in no order across sensors. */
export interface WorldOutputs {
  sector(radar: Radar, sector: SectorReports): void;
  heard(listener: Listener, batch: readonly Transmission[], deliveredS: number): void;
  located(mlat: Mlat, report: MlatReport, deliveredS: number): void;
}

/** Truth and sensors of a scenario, one step at a time. */
export function createWorld(scenario: ResolvedScenario) {
  const random = (name: string) => createRandom(scenario.seed, name);
  const fleet = createFleet(scenario.atmosphere);
  const traffic = createTraffic(scenario, fleet, random('traffic'));
  const navigation = createNavigation(scenario, fleet, random('navigation'));
  const squitters = createSquitters(fleet, random('squitters'));
  const radars: Radar[] = [];
  const listeners: Listener[] = [];
  const mlats: Mlat[] = [];
  for (const spec of scenario.sensors) {
    const own = random(`sensor/${spec.id}`);
    if (spec.kind === 'radar') radars.push(createRadar(spec, own));
    else if (spec.kind === 'mlat') mlats.push(createMlat(spec, own));
    else listeners.push(createListener(spec, own));
  }
  const receivers = listeners.filter((each) => each.spec.kind === 'beast');
  let nowS = -STEP_S;

  /** Which listeners may hear a row this step; asked once for every transponder. */
  function audible(row: number): boolean {
    let heard = false;
    for (const listener of listeners) if (listener.tune(fleet, row)) heard = true;
    return heard;
  }

  function transmit(downlinks: Downlink[], outputs: WorldOutputs): void {
    downlinks.sort((a, b) => a.timeS - b.timeS);
    for (const downlink of downlinks) {
      const transmission: Transmission = {
        downlink,
        report: navigation.report(downlink.row, downlink.timeS, nowS),
      };
      for (const listener of listeners) {
        listener.hear(transmission, (batch, deliveredS) => outputs.heard(listener, batch, deliveredS));
      }
    }
    for (const listener of listeners) {
      listener.flush((batch, deliveredS) => outputs.heard(listener, batch, deliveredS));
    }
  }

  return {
    fleet,
    /** Start of the step at hand, s; before the first step, negative. */
    get nowS(): number {
      return nowS;
    },
    /** Lives through the next step. */
    step(outputs: WorldOutputs): void {
      nowS += STEP_S;
      traffic.step(nowS, STEP_S);
      navigation.step(STEP_S);
      const downlinks: Downlink[] = [];
      const onInterrogation =
        receivers.length === 0
          ? undefined
          : (row: number, timeS: number) =>
              downlinks.push({ kind: 'reply', row, timeS, count: Math.floor(timeS) });
      for (const radar of radars) {
        radar.scan(fleet, nowS, STEP_S, onInterrogation, (sector) => outputs.sector(radar, sector));
      }
      if (listeners.length > 0) {
        squitters.step(nowS, STEP_S, audible, downlinks);
        transmit(downlinks, outputs);
      }
      for (const mlat of mlats) {
        mlat.scan(fleet, nowS, STEP_S, (report, deliveredS) => outputs.located(mlat, report, deliveredS));
      }
    },
  };
}
