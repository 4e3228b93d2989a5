/**
 * Pairs of tracks that come near each other within a look-ahead, found by time slices: in every
 * slice tracks lie in a grid of cells no smaller than two of them can close in on each other within
 * half a slice, so only neighbouring cells can hold a partner. Cost grows with tracks and with how
 * crowded a cell is, not with pairs.
 */
export interface PairColumns {
  readonly latDeg: Float64Array;
  readonly lonDeg: Float64Array;
  /** Degrees a second. */
  readonly latRate: Float64Array;
  readonly lonRate: Float64Array;
  readonly heightM: Float64Array;
  readonly climbMps: Float64Array;
}

export interface PairScratch {
  head: Int32Array;
  next: Int32Array;
  cellRow: Int32Array;
  cellColumn: Int32Array;
}

const M_PER_DEG = 111_195;

export function createPairScratch(): PairScratch {
  return {
    head: new Int32Array(1024),
    next: new Int32Array(0),
    cellRow: new Int32Array(0),
    cellColumn: new Int32Array(0),
  };
}

/**
 * @param count Tracks, rows 0 … count − 1 of the columns.
 * @param cellM Cell size: separation plus the fastest track's way in one slice.
 * @param heightReachM Pairs further apart in height at the slice are left out; NaN heights are not.
 * @param visit Called for candidates, the same pair at most once a slice.
 */
export function visitNearPairs(
  columns: PairColumns,
  count: number,
  lookAheadS: number,
  sliceS: number,
  cellM: number,
  heightReachM: number,
  scratch: PairScratch,
  visit: (a: number, b: number) => void,
): void {
  let size = scratch.head.length;
  while (size < count * 2) size *= 2;
  if (scratch.head.length !== size) scratch.head = new Int32Array(size);
  if (scratch.next.length < count) {
    scratch.next = new Int32Array(count);
    scratch.cellRow = new Int32Array(count);
    scratch.cellColumn = new Int32Array(count);
  }
  const { head, next, cellRow, cellColumn } = scratch;
  const { latDeg, lonDeg, latRate, lonRate, heightM, climbMps } = columns;
  const mask = size - 1;
  const cellDeg = cellM / M_PER_DEG;
  const slices = Math.max(1, Math.ceil(lookAheadS / sliceS));
  for (let slice = 0; slice < slices; slice++) {
    const t = Math.min(lookAheadS, (slice + 0.5) * sliceS);
    head.fill(-1);
    for (let i = 0; i < count; i++) {
      const lat = latDeg[i]! + latRate[i]! * t;
      const lon = lonDeg[i]! + lonRate[i]! * t;
      const row = Math.floor(lat / cellDeg);
      const height = heightM[i]! + climbMps[i]! * t;
      for (let r = row - 1; r <= row + 1; r++) {
        const columnsInRow = rowColumns(r, cellDeg);
        const column = columnOf(lon, columnsInRow);
        // Near a pole a row has fewer than three cells; each is still looked at once.
        for (let step = 0; step < Math.min(3, columnsInRow); step++) {
          const c = (column + step - 1 + columnsInRow) % columnsInRow;
          for (let j = head[hash(r, c) & mask]!; j >= 0; j = next[j]!) {
            if (cellRow[j] !== r || cellColumn[j] !== c) continue;
            const apart = Math.abs(height - (heightM[j]! + climbMps[j]! * t));
            if (!(apart > heightReachM)) visit(j, i);
          }
        }
      }
      const column = columnOf(lon, rowColumns(row, cellDeg));
      const slot = hash(row, column) & mask;
      cellRow[i] = row;
      cellColumn[i] = column;
      next[i] = head[slot]!;
      head[slot] = i;
    }
  }
}

/** Columns around the earth in a row: cells stay at least `cellDeg` wide towards either pole. */
function rowColumns(row: number, cellDeg: number): number {
  const poleward = Math.max(Math.abs(row), Math.abs(row + 1)) * cellDeg;
  const cos = Math.cos((Math.min(poleward, 89.9) * Math.PI) / 180);
  return Math.max(1, Math.floor((360 * cos) / cellDeg));
}

function columnOf(lonDeg: number, columns: number): number {
  const turn = lonDeg / 360;
  return Math.min(columns - 1, Math.floor((turn - Math.floor(turn)) * columns));
}

function hash(row: number, column: number): number {
  return Math.imul(row, 0x9e37_79b1) ^ Math.imul(column, 0x85eb_ca6b) ^ (row >>> 7);
}
