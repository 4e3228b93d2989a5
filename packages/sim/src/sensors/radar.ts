import { geodeticToEcef, M_PER_FT, RAD_PER_DEG } from '@commonsky/model';
import { apparentElevation, createSite, toLocal, wrapPi, wrapTwoPi } from '../geo.ts';
import type { Random } from '../random.ts';
import type { RadarSpec } from '../scenario/scenario.ts';
import { PHASE, STATE_LENGTH, stateAt, type Fleet } from '../truth/fleet.ts';
import { PERFORMANCE } from '../truth/performance.ts';
import { createStation } from './common.ts';
import { resolve } from './resolution.ts';
import type { RadarReport } from './report.ts';

export const SECTOR_COUNT = 32;
const FALSE_ALARM_PROBABILITY = 1e-6;
const REFERENCE_CROSS_SECTION_M2 = 10;

/** What one sector of a turn brought. */
export interface SectorReports {
  /** Antenna position at the end of the sector, in units of 1/32 turn: 0 is north. */
  readonly sector: number;
  /** True time of the crossing, and time of arrival at the centre, s. */
  readonly timeS: number;
  readonly deliveredS: number;
  readonly reports: readonly RadarReport[];
}

/** A rotating radar: finds when its beam passes each aircraft, and what it then measures. */
export function createRadar(spec: RadarSpec, random: Random) {
  const station = createStation(spec, random);
  const { site } = station;
  const { primary, secondary, bias } = spec;
  const phaseTurns = random.uniform();
  const elevationMax = spec.elevationMaxDeg * RAD_PER_DEG;
  // Signal-to-noise ratio that gives the stated probability for a Swerling 1 target: Pd = Pfa^(1/(1+S)).
  const snrAtMax = primary
    ? Math.log(FALSE_ALARM_PROBABILITY) / Math.log(Math.min(primary.probability, 0.9999)) - 1
    : 0;
  const clusters = spec.clutter.clusters.map((each) => ({
    each,
    site: createSite(each.latDeg, each.lonDeg, spec.heightM),
  }));
  const state = new Float64Array(STATE_LENGTH);
  const point = new Float64Array(3);
  const local = new Float64Array(3);
  /** Reflections still to come: the beam has to turn to the reflector first. At most one turn's worth. */
  let reflections: RadarReport[] = [];
  let sectorReports: RadarReport[] = [];

  let nextBoundary = Math.floor(phaseTurns * SECTOR_COUNT) + 1;

  const turnsAt = (timeS: number): number => timeS / spec.periodS + phaseTurns;
  const timeAtTurns = (turns: number): number => (turns - phaseTurns) * spec.periodS;

  /** True time in the step at which the beam passes a target, or NaN. */
  function crossing(
    fleet: Fleet,
    row: number,
    nowS: number,
    stepS: number,
    beam: number,
    sweep: number,
  ): number {
    const c = fleet.columns;
    toLocal(site, c.x0[row]!, c.y0[row]!, c.z0[row]!, local);
    const start = Math.atan2(local[0]!, local[1]!);
    toLocal(site, c.x1[row]!, c.y1[row]!, c.z1[row]!, local);
    const moved = wrapPi(Math.atan2(local[0]!, local[1]!) - start);
    const ahead = wrapTwoPi(start - beam);
    const closing = sweep - moved;
    // The end of the interval is open: that instant belongs to the next step.
    return ahead < closing ? nowS + (stepS * ahead) / closing : Number.NaN;
  }

  function observe(fleet: Fleet, row: number, timeS: number, nowS: number): RadarReport | undefined {
    const aircraft = fleet.aircraft[row]!;
    stateAt(fleet, row, timeS - nowS, state);
    geodeticToEcef(state[0]!, state[1]!, state[6]!, point);
    toLocal(site, point[0]!, point[1]!, point[2]!, local);
    const [east, north, up] = [local[0]!, local[1]!, local[2]!];
    const range = Math.hypot(east, north, up);
    const azimuth = Math.atan2(east, north);
    const elevation = apparentElevation(east, north, up);
    if (elevation > elevationMax || elevation < station.floor(azimuth)) return undefined;

    const seenPrimary =
      primary !== undefined &&
      range <= primary.rangeMaxM &&
      random.chance(primaryProbability(range, aircraft.kind));
    const answers = secondary !== undefined && aircraft.transponderOn;
    const seenSecondary = answers && random.chance(secondary.probability * fade(range / spec.rangeMaxM));
    if (!seenPrimary && !seenSecondary) return undefined;

    const noise = seenSecondary ? secondary.noise : primary!.noise;
    const selective = seenSecondary && secondary.mode === 'modeS' && aircraft.address !== undefined;
    const reportsAltitude = seenSecondary && aircraft.equipage !== 'modeA';
    const resolutionFt = selective ? 25 : 100;
    const up3d = seenPrimary ? primary.elevationNoiseDeg : undefined;
    const dopplerNoise = seenPrimary ? primary.dopplerNoiseMps : undefined;
    return {
      timeS,
      ...biased(
        range + noise.rangeM * random.normal(),
        azimuth + noise.azimuthDeg * RAD_PER_DEG * random.normal(),
      ),
      primary: seenPrimary,
      secondary: seenSecondary,
      modeS: selective,
      heightM: up3d === undefined ? Number.NaN : state[6]! + range * up3d * RAD_PER_DEG * random.normal(),
      dopplerMps:
        dopplerNoise === undefined ? Number.NaN : radialSpeed(fleet, row) + dopplerNoise * random.normal(),
      mode3a: seenSecondary ? aircraft.mode3a : undefined,
      mode3aGarbled: false,
      altitudeFt: reportsAltitude
        ? Math.round(state[2]! / M_PER_FT / resolutionFt) * resolutionFt
        : Number.NaN,
      altitudeGarbled: false,
      address: selective ? aircraft.address : undefined,
      callsign: selective ? aircraft.callsign : undefined,
      spi: seenSecondary && aircraft.spi,
      truth: aircraft.number,
      cause: 'aircraft',
    };
  }

  function biased(range: number, azimuth: number): { rangeM: number; azimuthRad: number } {
    return {
      rangeM: Math.max(0, range * (1 + bias.rangeGain) + bias.rangeM),
      azimuthRad: wrapTwoPi(azimuth + bias.azimuthDeg * RAD_PER_DEG),
    };
  }

  function primaryProbability(range: number, kind: keyof typeof PERFORMANCE): number {
    const snr =
      snrAtMax *
      (PERFORMANCE[kind].crossSectionM2 / REFERENCE_CROSS_SECTION_M2) *
      (primary!.rangeMaxM / Math.max(range, 100)) ** 4;
    return FALSE_ALARM_PROBABILITY ** (1 / (1 + snr));
  }

  function radialSpeed(fleet: Fleet, row: number): number {
    const c = fleet.columns;
    const [dx, dy, dz] = [c.x1[row]! - c.x0[row]!, c.y1[row]! - c.y0[row]!, c.z1[row]! - c.z0[row]!];
    const [lx, ly, lz] = [c.x0[row]! - site.x, c.y0[row]! - site.y, c.z0[row]! - site.z];
    return (dx * lx + dy * ly + dz * lz) / Math.hypot(lx, ly, lz);
  }

  function falsePlot(timeS: number, range: number, azimuth: number): RadarReport {
    return {
      timeS,
      rangeM: range,
      azimuthRad: wrapTwoPi(azimuth),
      primary: true,
      secondary: false,
      modeS: false,
      heightM: primary?.elevationNoiseDeg === undefined ? Number.NaN : spec.heightM + random.uniform() * 3000,
      dopplerMps: primary?.dopplerNoiseMps === undefined ? Number.NaN : 15 * random.normal(),
      mode3a: undefined,
      mode3aGarbled: false,
      altitudeFt: Number.NaN,
      altitudeGarbled: false,
      address: undefined,
      callsign: undefined,
      spi: false,
      truth: undefined,
      cause: 'clutter',
    };
  }

  function addClutter(found: RadarReport[], nowS: number, stepS: number): void {
    if (!primary) return;
    for (let n = random.poisson((spec.clutter.uniformPerScan * stepS) / spec.periodS); n > 0; n--) {
      const timeS = nowS + stepS * random.uniform();
      found.push(
        falsePlot(timeS, primary.rangeMaxM * Math.sqrt(random.uniform()), turnsAt(timeS) * 2 * Math.PI),
      );
    }
    const beam = turnsAt(nowS) * 2 * Math.PI;
    const sweep = (stepS / spec.periodS) * 2 * Math.PI;
    for (const { each, site: centre } of clusters) {
      toLocal(site, centre.x, centre.y, centre.z, local);
      const east = local[0]! + each.driftEastMps * nowS;
      const north = local[1]! + each.driftNorthMps * nowS;
      const ahead = wrapTwoPi(Math.atan2(east, north) - beam);
      if (ahead >= sweep) continue;
      for (let n = random.poisson(each.perScan); n > 0; n--) {
        const e = east + (each.radiusM / 2) * random.normal();
        const no = north + (each.radiusM / 2) * random.normal();
        const range = Math.hypot(e, no);
        if (range > primary.rangeMaxM) continue;
        const azimuth = Math.atan2(e, no);
        // The edge of a cluster may pass the beam a moment before or after this step; the moment counts here.
        const offBeam = wrapPi(azimuth - beam);
        const timeS = nowS + Math.min(0.999, Math.max(0, offBeam / sweep)) * stepS;
        found.push(falsePlot(timeS, range, azimuth));
      }
    }
  }

  /** The reply of an aircraft may come back over a reflector as well, once the beam looks there. */
  function addReflections(seen: RadarReport): void {
    if (!secondary || !seen.secondary) return;
    for (const reflector of secondary.reflectors) {
      if (!random.chance(reflector.probability)) continue;
      const width = reflector.widthDeg * RAD_PER_DEG;
      const azimuth = reflector.azimuthDeg * RAD_PER_DEG + width * (random.uniform() - 0.5);
      const between = wrapPi(seen.azimuthRad - azimuth);
      // Law of cosines from the reflector to the aircraft.
      const beyond = Math.sqrt(
        seen.rangeM ** 2 + reflector.rangeM ** 2 - 2 * seen.rangeM * reflector.rangeM * Math.cos(between),
      );
      const range = reflector.rangeM + beyond;
      if (range > spec.rangeMaxM) continue;
      const wait = wrapTwoPi(azimuth - turnsAt(seen.timeS) * 2 * Math.PI) / (2 * Math.PI);
      reflections.push({
        ...seen,
        timeS: seen.timeS + wait * spec.periodS,
        rangeM: range,
        azimuthRad: wrapTwoPi(azimuth),
        primary: false,
        heightM: Number.NaN,
        dopplerMps: Number.NaN,
        cause: 'reflection',
      });
    }
  }

  return {
    spec,
    station,
    /**
     * Turns the antenna through one step.
     *
     * @param onInterrogation Called for each Mode S aircraft the beam passes, heard or not.
     * @param onSector Called at the end of each sector, in time order.
     */
    scan(
      fleet: Fleet,
      nowS: number,
      stepS: number,
      onInterrogation: ((row: number, timeS: number, turn: number) => void) | undefined,
      onSector: (sector: SectorReports) => void,
    ): void {
      const beam = wrapTwoPi(turnsAt(nowS) * 2 * Math.PI);
      const sweep = (stepS / spec.periodS) * 2 * Math.PI;
      const found: RadarReport[] = [];
      const c = fleet.columns;
      for (let row = 0; row < fleet.rowCount; row++) {
        // Columns first: most rows are out of range, and their objects stay untouched.
        if (!station.inRange(c.x0[row]!, c.y0[row]!, c.z0[row]!) || c.phase[row] !== PHASE.airborne) continue;
        const aircraft = fleet.aircraft[row];
        if (aircraft === undefined || aircraft.ghost) continue;
        const timeS = crossing(fleet, row, nowS, stepS, beam, sweep);
        if (Number.isNaN(timeS)) continue;
        const report = observe(fleet, row, timeS, nowS);
        if (
          onInterrogation &&
          secondary?.mode === 'modeS' &&
          aircraft.address !== undefined &&
          aircraft.transponderOn
        ) {
          onInterrogation(row, timeS, Math.floor(turnsAt(timeS)));
        }
        if (!report) continue;
        found.push(report);
        addReflections(report);
      }
      addClutter(found, nowS, stepS);
      if (reflections.length > 0) {
        found.push(...reflections.filter((each) => each.timeS < nowS + stepS));
        reflections = reflections.filter((each) => each.timeS >= nowS + stepS);
      }
      found.sort((a, b) => a.timeS - b.timeS);

      let next = 0;
      for (; ; nextBoundary++) {
        const boundaryS = timeAtTurns(nextBoundary / SECTOR_COUNT);
        if (boundaryS > nowS + stepS) break;
        while (next < found.length && found[next]!.timeS < boundaryS) sectorReports.push(found[next++]!);
        const resolved = resolve(sectorReports, secondary?.garbling ?? false, random);
        if (!station.silent(boundaryS)) {
          onSector({
            sector: nextBoundary % SECTOR_COUNT,
            timeS: boundaryS,
            deliveredS: station.deliver(boundaryS),
            reports: resolved,
          });
        }
        sectorReports = [];
      }
      while (next < found.length) sectorReports.push(found[next++]!);
    },
  };
}

export type Radar = ReturnType<typeof createRadar>;

/** Secondary replies weaken over the last tenth of the range. */
function fade(share: number): number {
  return share < 0.9 ? 1 : Math.max(0, 1 - 5 * (share - 0.9));
}
