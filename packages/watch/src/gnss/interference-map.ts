import { cellToBoundary, cellToLatLng, isValidCell, latLngToCell } from 'h3-js';

/** Cells of about 1,770 km², as the public daily maps use. */
const RESOLUTION = 4;
/** Shares above which a cell is shown as medium and high. */
const MEDIUM_FROM = 0.02;
const HIGH_FROM = 0.1;
/** Cells, and aircraft in a cell, that are counted at most; the world at this resolution has 288,122. */
const cellsMax = 50_000;
const aircraftPerCellMax = 20_000;

export type InterferenceLevel = 'low' | 'medium' | 'high';

export interface InterferenceCell {
  /** H3 index. */
  readonly cell: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly good: number;
  readonly bad: number;
  readonly share: number;
  readonly level: InterferenceLevel;
}

/**
 * Share of aircraft with lost integrity. One bad aircraft is taken off, so that a single faulty
 * installation does not colour an empty sky.
 */
export function interferenceShare(good: number, bad: number): number {
  return good + bad > 0 ? Math.max(0, (bad - 1) / (good + bad)) : 0;
}

export function interferenceLevel(good: number, bad: number): InterferenceLevel {
  const share = interferenceShare(good, bad);
  return share > HIGH_FROM ? 'high' : share > MEDIUM_FROM ? 'medium' : 'low';
}

/** Middle of a cell of an imported map; undefined when the text is no H3 cell. */
export function cellCentre(cell: string): { readonly latDeg: number; readonly lonDeg: number } | undefined {
  if (!isValidCell(cell)) return undefined;
  const [latDeg, lonDeg] = cellToLatLng(cell);
  return { latDeg, lonDeg };
}

/** Counts distinct aircraft by cell and state over a period (the public maps: one UTC day). */
export interface InterferenceMap {
  /** An aircraft over a place: bad when its integrity is lost. Bad once in a cell is bad there for the period. */
  observe(address: number, latDeg: number, lonDeg: number, bad: boolean): void;
  cells(): InterferenceCell[];
  /** As GeoJSON polygons with counts and level, ready for a map layer. */
  geoJson(): object;
  clear(): void;
  readonly stats: { readonly dropped: number };
}

export function createInterferenceMap(): InterferenceMap {
  const cells = new Map<string, Map<number, boolean>>();
  const stats = { dropped: 0 };

  const list = (): InterferenceCell[] =>
    Array.from(cells, ([cell, aircraft]) => {
      let bad = 0;
      for (const isBad of aircraft.values()) if (isBad) bad += 1;
      const good = aircraft.size - bad;
      const [latDeg, lonDeg] = cellToLatLng(cell);
      return {
        cell,
        latDeg,
        lonDeg,
        good,
        bad,
        share: interferenceShare(good, bad),
        level: interferenceLevel(good, bad),
      };
    });

  return {
    observe(address, latDeg, lonDeg, bad) {
      const cell = latLngToCell(latDeg, lonDeg, RESOLUTION);
      let aircraft = cells.get(cell);
      if (!aircraft) {
        if (cells.size >= cellsMax) {
          stats.dropped += 1;
          return;
        }
        aircraft = new Map();
        cells.set(cell, aircraft);
      }
      const known = aircraft.get(address);
      if (known === undefined && aircraft.size >= aircraftPerCellMax) {
        stats.dropped += 1;
        return;
      }
      if (known === undefined || (bad && !known)) aircraft.set(address, bad);
    },
    cells: list,
    geoJson() {
      return {
        type: 'FeatureCollection',
        features: list().map(({ cell, good, bad, share, level }) => ({
          type: 'Feature',
          id: cell,
          properties: { good, bad, share, level },
          geometry: { type: 'Polygon', coordinates: [cellToBoundary(cell, true)] },
        })),
      };
    },
    clear() {
      cells.clear();
    },
    stats,
  };
}
