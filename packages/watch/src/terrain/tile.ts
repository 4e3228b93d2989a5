/** A grid of ground heights, m above mean sea level. Samples are points: the first is the north-west one. */
export interface TerrainTile {
  readonly westDeg: number;
  readonly northDeg: number;
  readonly lonStepDeg: number;
  readonly latStepDeg: number;
  readonly columns: number;
  readonly rows: number;
  /** Height of a sample; NaN where there is none. */
  sampleM(row: number, column: number): number;
}

/** Height between samples, bilinear; NaN outside the tile and beside a void. */
export function tileHeightM(tile: TerrainTile, latDeg: number, lonDeg: number): number {
  const x = (lonDeg - tile.westDeg) / tile.lonStepDeg;
  const y = (tile.northDeg - latDeg) / tile.latStepDeg;
  if (!(x >= 0 && y >= 0 && x <= tile.columns - 1 && y <= tile.rows - 1)) return Number.NaN;
  const column = Math.min(Math.floor(x), tile.columns - 2);
  const row = Math.min(Math.floor(y), tile.rows - 2);
  const [u, v] = [x - column, y - row];
  const north = between(tile.sampleM(row, column), tile.sampleM(row, column + 1), u);
  const south = between(tile.sampleM(row + 1, column), tile.sampleM(row + 1, column + 1), u);
  return between(north, south, v);
}

/** On a sample its neighbour does not matter, even when it is a void. */
function between(a: number, b: number, share: number): number {
  if (share === 0) return a;
  return share === 1 ? b : a + (b - a) * share;
}
