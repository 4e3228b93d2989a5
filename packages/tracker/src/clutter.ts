/**
 * Clutter density of one radar on a polar grid, learnt from the plots that no confirmed track claims.
 * A cell's rate is a decaying count shrunk towards the rate of the whole scan, so that a cell says
 * something only once it has seen something.
 */
export interface ClutterMap {
  /** Expected clutter plots per m² and scan at a ground range and azimuth. */
  density(rangeM: number, azimuthRad: number): number;
  /** Counts a plot with the probability that it is clutter. */
  count(rangeM: number, azimuthRad: number, atS: number, probability: number): void;
  /** For snapshots. */
  readonly cells: Float64Array;
}

const AZIMUTHS = 16;
const RANGES = 16;
const CELLS = AZIMUTHS * RANGES;
/** Memory of the map, scans. */
const MEMORY = 30;
/** Scans' worth of belief in the scan-wide rate. */
const CELL_PRIOR = 12;
const START_PRIOR = 3;

export function createClutterMap(rangeMaxM: number, periodS: number, perScan: number): ClutterMap {
  // Last two: count of the whole scan, and scans seen (both decaying); then the time of the decay.
  const cells = new Float64Array(CELLS + 3);
  const ringM = rangeMaxM / RANGES;
  const sector = (2 * Math.PI) / AZIMUTHS;

  function cellOf(rangeM: number, azimuthRad: number): number {
    const ring = Math.min(RANGES - 1, Math.floor(rangeM / ringM));
    const turn = azimuthRad / sector;
    const spoke = Math.floor(turn - AZIMUTHS * Math.floor(turn / AZIMUTHS));
    return Math.min(AZIMUTHS - 1, spoke) * RANGES + ring;
  }

  function decay(atS: number): void {
    const elapsed = atS - cells[CELLS + 2]!;
    // Once a scan is often enough.
    if (elapsed < periodS) return;
    const scans = cells[CELLS + 2] === 0 ? 1 : Math.min(elapsed / periodS, MEMORY * 10);
    const keep = Math.exp(-scans / MEMORY);
    for (let i = 0; i < CELLS + 2; i++) cells[i] = cells[i]! * keep;
    cells[CELLS + 1] = cells[CELLS + 1]! + scans;
    cells[CELLS + 2] = atS;
  }

  return {
    cells,
    density(rangeM, azimuthRad) {
      const scans = cells[CELLS + 1]!;
      const scanRate = (cells[CELLS]! + perScan * START_PRIOR) / (scans + START_PRIOR);
      const shrink = scanRate / CELLS;
      const rate = (cells[cellOf(rangeM, azimuthRad)]! + shrink * CELL_PRIOR) / (scans + CELL_PRIOR);
      return rate / (ringM * sector * Math.max(rangeM, 1000));
    },
    count(rangeM, azimuthRad, atS, probability) {
      decay(atS);
      const cell = cellOf(rangeM, azimuthRad);
      cells[cell] = cells[cell]! + probability;
      cells[CELLS] = cells[CELLS]! + probability;
    },
  };
}
