export { type Airport, CENTRAL_ASIA_AIRPORTS } from './airports.ts';
export { demoScenario, type DemoOptions } from './demo.ts';
export { encodePcapHeader, encodePcapRecord, type Datagram } from './encode/pcap.ts';
export { SimError } from './errors.ts';
export { createRandom, type Random } from './random.ts';
export type { ScenarioIssue } from './scenario/schema.ts';
export {
  checkScenario,
  type ResolvedScenario,
  type Scenario,
  type ScenarioCheck,
} from './scenario/scenario.ts';
export { createPlotSimulation, type PlotSimulation, type SimulatedPlot } from './plots.ts';
export { ADVANCE_MS_MAX, type Run } from './run.ts';
export { createSimulation, type Emission, type Simulation } from './simulation.ts';
export type { Cause } from './sensors/report.ts';
export type { TruthState } from './truth/truth.ts';
