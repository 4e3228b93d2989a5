import { northMPerDeg } from './ground.ts';
import { leadOf, type Row } from './rows.ts';
import { COMPARE_WITHIN_M } from './compare.ts';

/** Rows by the ground they are over, made anew each step: neighbours are in the same cell or the next. */
export interface Neighbours {
  clear(): void;
  add(row: Row): void;
  /** Visits every row near `row` with a higher number; stops when `visit` says false. */
  forEachAfter(row: Row, visit: (other: Row) => boolean): void;
}

const CELL_DEG = (1.1 * COMPARE_WITHIN_M) / northMPerDeg(0);
const LAT_ROWS = Math.ceil(180 / CELL_DEG);
const KEY_STRIDE = Math.ceil(360 / CELL_DEG) + 1;

/** Cells of one band of latitude are equally wide in metres, whatever the latitude. */
const columnsOfBand = Array.from({ length: LAT_ROWS }, (_, band) => {
  const poleward = Math.min(
    89.9,
    Math.max(Math.abs(band * CELL_DEG - 90), Math.abs((band + 1) * CELL_DEG - 90)),
  );
  return Math.max(3, Math.floor((360 * Math.cos((poleward * Math.PI) / 180)) / CELL_DEG));
});

export function createNeighbours(): Neighbours {
  const cells = new Map<number, Row>();
  const bandOf = (latDeg: number) =>
    Math.max(0, Math.min(LAT_ROWS - 1, Math.floor((latDeg + 90) / CELL_DEG)));
  const columnOf = (lonDeg: number, columns: number) =>
    Math.min(columns - 1, Math.floor((((lonDeg + 540) % 360) / 360) * columns));

  return {
    clear: () => cells.clear(),
    add(row) {
      const { latDeg, lonDeg } = leadOf(row).estimate;
      const band = bandOf(latDeg);
      const key = band * KEY_STRIDE + columnOf(lonDeg, columnsOfBand[band]!);
      row.next = cells.get(key);
      cells.set(key, row);
    },
    forEachAfter(row, visit) {
      const { latDeg, lonDeg } = leadOf(row).estimate;
      const middle = bandOf(latDeg);
      for (let band = Math.max(0, middle - 1); band <= Math.min(LAT_ROWS - 1, middle + 1); band++) {
        const columns = columnsOfBand[band]!;
        const column = columnOf(lonDeg, columns);
        for (let step = -1; step <= 1; step++) {
          const key = band * KEY_STRIDE + ((column + step + columns) % columns);
          for (let other = cells.get(key); other !== undefined; other = other.next) {
            if (other.number > row.number && !visit(other)) return;
          }
        }
      }
    },
  };
}
