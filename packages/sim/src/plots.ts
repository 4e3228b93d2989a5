import { createPlot, DEG_PER_RAD, M_PER_FT, type Plot } from '@commonsky/model';
import { run, type Run } from './run.ts';
import type { Scenario } from './scenario/scenario.ts';
import { isGroundReport } from './sensors/listener.ts';
import type { Cause, PositionReport, RadarReport } from './sensors/report.ts';

/** A plot together with what only a simulator knows. */
export interface SimulatedPlot {
  readonly plot: Plot;
  /** Number of the aircraft in the truth; undefined for clutter. */
  readonly truth: number | undefined;
  readonly cause: Cause;
}

export type PlotSimulation = Run<SimulatedPlot>;

/**
 * Runs a scenario as plots, as they would come out of decoding, without the octets and their rounding.
 * Beast receivers deliver like ADS-B ground stations: a plot for every other position squitter.
 *
 * @throws {SimError} `SIM_ERR_SCENARIO` when the scenario is not valid.
 */
export function createPlotSimulation(scenario: Scenario): PlotSimulation {
  return run<SimulatedPlot>(scenario, (startMs, deliver) => {
    const atMs = (timeS: number): number => startMs + timeS * 1000;
    return {
      sector({ spec, station }, { reports, deliveredS }) {
        for (const report of reports) {
          const plot = createPlot(spec.id, atMs(station.clock(report.timeS)), atMs(deliveredS));
          fillFromRadar(plot, report);
          deliver(deliveredS, { plot, truth: report.truth, cause: report.cause });
        }
      },
      heard({ spec, station }, batch, deliveredS) {
        for (const transmission of batch) {
          const { report } = transmission;
          if (!isGroundReport(transmission) || Number.isNaN(report.latDeg)) continue;
          const plot = createPlot(spec.id, atMs(station.clock(report.timeS)), atMs(deliveredS));
          fillFromPosition(plot, report);
          plot.geometricHeightM = report.heightM;
          plot.eastMps = report.eastMps;
          plot.northMps = report.northMps;
          plot.verticalMps = report.verticalMps;
          deliver(deliveredS, { plot, truth: report.truth, cause: report.cause });
        }
      },
      located({ spec, station }, report, deliveredS) {
        const plot = createPlot(spec.id, atMs(station.clock(report.timeS)), atMs(deliveredS));
        fillFromPosition(plot, report);
        deliver(deliveredS, { plot, truth: report.truth, cause: report.cause });
      },
    };
  });
}

function fillFromRadar(plot: Plot, report: RadarReport): void {
  plot.rangeM = report.rangeM;
  plot.azimuthDeg = report.azimuthRad * DEG_PER_RAD;
  plot.primary = report.primary;
  plot.secondary = report.secondary;
  plot.modeS = report.modeS;
  plot.geometricHeightM = report.heightM;
  plot.dopplerMps = report.dopplerMps;
  plot.mode3a = report.mode3aGarbled ? undefined : report.mode3a;
  plot.pressureAltitudeM = report.altitudeGarbled ? Number.NaN : report.altitudeFt * M_PER_FT;
  plot.address = report.address;
  plot.callsign = report.callsign;
  plot.spi = report.spi;
}

function fillFromPosition(plot: Plot, report: PositionReport): void {
  plot.latDeg = report.latDeg;
  plot.lonDeg = report.lonDeg;
  plot.pressureAltitudeM = report.altitudeFt * M_PER_FT;
  plot.accuracyM = report.accuracyM;
  plot.address = report.address;
  plot.mode3a = report.mode3a;
  plot.callsign = report.callsign;
  plot.secondary = true;
  plot.modeS = report.address !== undefined;
  plot.onGround = report.onGround;
  plot.spi = report.spi;
}
