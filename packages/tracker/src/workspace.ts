import { MEAN_COV_SIZE, MEAN_SIZE, MODE_COUNT, ROW_COV, ROW_STATE } from './imm.kernel.ts';

/** Most hypotheses that one update mixes: beyond the strongest seven and "none" the rest weigh nothing. */
export const HYPOTHESES_MAX = 8;

/** Work arrays of one tracker; grown, never shrunk. */
export interface Workspace {
  slotCapacity: number;
  slotCount: number;
  slotRow: Int32Array;
  slotTime: Float64Array;
  x: Float64Array;
  p: Float64Array;
  mu: Float64Array;
  mean: Float64Array;
  cov: Float64Array;
  /** Hypotheses of one track. */
  hx: Float64Array;
  hp: Float64Array;
  hmu: Float64Array;
  hw: Float64Array;
  found: Int32Array;
  edgeCapacity: number;
  edgeCount: number;
  edgeSlot: Int32Array;
  edgePlot: Int32Array;
  weight: Float64Array;
  belief: Float64Array;
  toTrack: Float64Array;
  toPlot: Float64Array;
  order: Int32Array;
  start: Int32Array;
  /** Plot rows that no address has claimed; sums over their edges. */
  batch: Int32Array;
  plotSum: Float64Array;
  plotBelief: Float64Array;
}

export function createWorkspace(): Workspace {
  const w = {
    slotCount: 0,
    hx: new Float64Array((HYPOTHESES_MAX + 1) * ROW_STATE),
    hp: new Float64Array((HYPOTHESES_MAX + 1) * ROW_COV),
    hmu: new Float64Array((HYPOTHESES_MAX + 1) * MODE_COUNT),
    hw: new Float64Array(HYPOTHESES_MAX + 1),
    found: new Int32Array(4096),
    edgeCount: 0,
    start: new Int32Array(256),
  } as Workspace;
  sizeSlots(w, 256);
  sizeEdges(w, 1024);
  sizePlots(w, 256);
  return w;
}

export function sizeSlots(w: Workspace, capacity: number): void {
  const old = { ...w };
  w.slotCapacity = capacity;
  w.slotRow = new Int32Array(capacity);
  w.slotTime = new Float64Array(capacity);
  w.x = new Float64Array(capacity * ROW_STATE);
  w.p = new Float64Array(capacity * ROW_COV);
  w.mu = new Float64Array(capacity * MODE_COUNT);
  w.mean = new Float64Array(capacity * MEAN_SIZE);
  w.cov = new Float64Array(capacity * MEAN_COV_SIZE);
  if (old.slotCapacity === undefined) return;
  w.slotRow.set(old.slotRow);
  w.slotTime.set(old.slotTime);
  w.x.set(old.x);
  w.p.set(old.p);
  w.mu.set(old.mu);
  w.mean.set(old.mean);
  w.cov.set(old.cov);
}

export function sizeEdges(w: Workspace, capacity: number): void {
  const old = { ...w };
  w.edgeCapacity = capacity;
  w.edgeSlot = new Int32Array(capacity);
  w.edgePlot = new Int32Array(capacity);
  w.weight = new Float64Array(capacity);
  w.belief = new Float64Array(capacity);
  w.toTrack = new Float64Array(capacity);
  w.toPlot = new Float64Array(capacity);
  w.order = new Int32Array(capacity);
  if (old.edgeCapacity === undefined) return;
  w.edgeSlot.set(old.edgeSlot);
  w.edgePlot.set(old.edgePlot);
  w.weight.set(old.weight);
}

export function sizePlots(w: Workspace, capacity: number): void {
  w.batch = new Int32Array(capacity);
  w.plotSum = new Float64Array(capacity);
  w.plotBelief = new Float64Array(capacity);
}
