import type { TrackIdentity, TrackPicture } from '@commonsky/model';
import { formatName } from '../format.ts';

export const COLUMNS = [
  { id: 'name', title: 'Name' },
  { id: 'level', title: 'FL' },
  { id: 'speed', title: 'kt' },
  { id: 'age', title: 'Age' },
] as const;
export type ColumnId = (typeof COLUMNS)[number]['id'];

/** Rows in the order of a column; unknown values last whichever way; equal ones by track number. */
export function sortRows(
  picture: TrackPicture,
  rows: readonly number[],
  column: ColumnId,
  isUp: boolean,
): number[] {
  const sign = isUp ? 1 : -1;
  const byNumber = (a: number, b: number): number => picture.number[a]! - picture.number[b]!;
  if (column === 'name') {
    const names = new Map(rows.map((row) => [row, formatName(picture.identity[row]!, picture.number[row]!)]));
    return [...rows].sort((a, b) => {
      const known = anonymity(picture.identity[a]!) - anonymity(picture.identity[b]!);
      if (known !== 0) return sign * known;
      const [nameA, nameB] = [names.get(a)!, names.get(b)!];
      return nameA === nameB ? byNumber(a, b) : nameA < nameB ? -sign : sign;
    });
  }
  return [...rows].sort((a, b) => {
    const [valueA, valueB] = [valueOf(picture, a, column), valueOf(picture, b, column)];
    if (Number.isNaN(valueA) || Number.isNaN(valueB)) {
      return Number(Number.isNaN(valueA)) - Number(Number.isNaN(valueB)) || byNumber(a, b);
    }
    return sign * (valueA - valueB) || byNumber(a, b);
  });
}

/** Callsigns first, then addresses, codes, and those that say nothing. */
function anonymity({ callsign, address, mode3a }: TrackIdentity): number {
  if (callsign !== undefined) return 0;
  if (address !== undefined) return 1;
  return mode3a === undefined ? 3 : 2;
}

function valueOf(picture: TrackPicture, row: number, column: Exclude<ColumnId, 'name'>): number {
  if (column === 'level') return picture.pressureAltitudeM[row]!;
  if (column === 'speed') return Math.hypot(picture.eastMps[row]!, picture.northMps[row]!);
  return picture.pictureMs - picture.lastPlotMs[row]!;
}
