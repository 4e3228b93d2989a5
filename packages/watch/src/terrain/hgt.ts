import type { TerrainTile } from './tile.ts';

const VOID = -32_768;

/**
 * Reads an SRTM tile: one degree square of signed 16-bit heights, big-endian, rows from north, both
 * edges included. The name says the south-west corner: `N42E074.hgt`.
 *
 * @param bytes Borrowed for the life of the tile.
 * @returns The tile, or why it is none.
 */
export function readHgt(name: string, bytes: Uint8Array): TerrainTile | string {
  const corner = /([NS])(\d{2})([EW])(\d{3})/iu.exec(name);
  if (!corner) return `${name} does not name a corner like N42E074`;
  const side = Math.sqrt(bytes.length / 2);
  if (!Number.isInteger(side) || side < 2)
    return `${name} is not a square of 16-bit heights: ${bytes.length} octets`;
  const south = Number(corner[2]) * (/s/iu.test(corner[1]!) ? -1 : 1);
  const west = Number(corner[4]) * (/w/iu.test(corner[3]!) ? -1 : 1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    westDeg: west,
    northDeg: south + 1,
    lonStepDeg: 1 / (side - 1),
    latStepDeg: 1 / (side - 1),
    columns: side,
    rows: side,
    sampleM(row, column) {
      const height = view.getInt16((row * side + column) * 2);
      return height === VOID ? Number.NaN : height;
    },
  };
}
