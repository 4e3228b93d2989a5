import { createDecoder, type DecodeIssue } from '@commonsky/asterix';
import { cat001, type Cat001 } from '@commonsky/asterix/cat001';
import { cat002, type Cat002 } from '@commonsky/asterix/cat002';
import { cat010, type Cat010 } from '@commonsky/asterix/cat010';
import { cat020, type Cat020 } from '@commonsky/asterix/cat020';
import { cat021, type Cat021 } from '@commonsky/asterix/cat021';
import { cat034, type Cat034 } from '@commonsky/asterix/cat034';
import { cat048, type Cat048 } from '@commonsky/asterix/cat048';
import { cat062, type Cat062 } from '@commonsky/asterix/cat062';
import { cat063, type Cat063 } from '@commonsky/asterix/cat063';
import { cat065, type Cat065 } from '@commonsky/asterix/cat065';
import type { Plot, Sensor, SensorKind } from '@commonsky/model';
import type { SensorFamily } from '../pipeline/sensor-registry.ts';
import { fillFromCat001 } from './cat001.ts';
import { fillFromCat010 } from './cat010.ts';
import { fillFromCat020 } from './cat020.ts';
import { fillFromCat021, timeOfCat021 } from './cat021.ts';
import { fillFromCat048 } from './cat048.ts';
import { fillFromCat062 } from './cat062.ts';

/** A record of a category the node reads, told apart by its number. */
export type AsterixRecord =
  | { readonly category: 1; readonly items: Cat001 }
  | { readonly category: 2; readonly items: Cat002 }
  | { readonly category: 10; readonly items: Cat010 }
  | { readonly category: 20; readonly items: Cat020 }
  | { readonly category: 21; readonly items: Cat021 }
  | { readonly category: 34; readonly items: Cat034 }
  | { readonly category: 48; readonly items: Cat048 }
  | { readonly category: 62; readonly items: Cat062 }
  | { readonly category: 63; readonly items: Cat063 }
  | { readonly category: 65; readonly items: Cat065 };

/** A record with its place in the octets it was read from. */
export type PlacedRecord = AsterixRecord & { readonly offset: number; readonly length: number };

export interface AsterixDecoder {
  decode(bytes: Uint8Array): {
    readonly records: readonly PlacedRecord[];
    readonly issues: readonly DecodeIssue[];
  };
}

/** Reads the categories above; others are passed over and reported as an issue. */
export function createAsterixDecoder(): AsterixDecoder {
  return createDecoder({
    categories: [cat001, cat002, cat010, cat020, cat021, cat034, cat048, cat062, cat063, cat065],
  });
}

/** Whose sensor a category's records describe, and its kind when nothing else is known of it. */
export const SENSOR_OF_CATEGORY: Readonly<
  Record<AsterixRecord['category'], readonly [family: SensorFamily, kind: SensorKind]>
> = {
  1: ['radar', 'psrSsr'],
  2: ['radar', 'psrSsr'],
  10: ['mlat', 'mlat'],
  20: ['mlat', 'mlat'],
  21: ['adsb', 'adsb'],
  34: ['radar', 'psrModeS'],
  48: ['radar', 'psrModeS'],
  62: ['tracks', 'tracks'],
  63: ['tracks', 'tracks'],
  65: ['tracks', 'tracks'],
};

/** Time of day (s) of a record's subject; undefined where the record has none or only a truncated one. */
export function timeOfDayOf(record: AsterixRecord): number | undefined {
  switch (record.category) {
    case 1:
      return undefined;
    case 2:
    case 34:
      return record.items.i030?.timeOfDay;
    case 10:
    case 20:
    case 48:
      return record.items.i140?.timeOfDay;
    case 21:
      return timeOfCat021(record.items);
    case 62:
      return record.items.i070?.timeOfTrack;
    case 63:
    case 65:
      return record.items.i030?.timeOfMessage;
  }
}

/** What a record is to the pipeline. */
export type RecordRole = 'target' | 'service';

const TARGET_REPORT = 1;

export function roleOf(record: AsterixRecord): RecordRole {
  switch (record.category) {
    case 10:
      return record.items.i000?.messageType === TARGET_REPORT ? 'target' : 'service';
    case 1:
    case 20:
    case 21:
    case 48:
    case 62:
      return 'target';
    case 2:
    case 34:
    case 63:
    case 65:
      return 'service';
  }
}

/** Fills a plot with a target record; false when the record has no position to plot. */
export function fillPlot(plot: Plot, record: AsterixRecord, sensor: Sensor): boolean {
  switch (record.category) {
    case 1:
      return fillFromCat001(plot, record.items);
    case 10:
      return fillFromCat010(plot, record.items, sensor);
    case 20:
      return fillFromCat020(plot, record.items, sensor);
    case 21:
      return fillFromCat021(plot, record.items);
    case 48:
      return fillFromCat048(plot, record.items);
    case 62:
      return fillFromCat062(plot, record.items);
    case 2:
    case 34:
    case 63:
    case 65:
      return false;
  }
}

/** The sensor with what its service message says of it: antenna position, rotation; undefined when nothing new. */
export function sensorFromService(record: AsterixRecord, sensor: Sensor): Sensor | undefined {
  if (record.category !== 34 && record.category !== 2) return undefined;
  const periodS = record.items.i041?.rotationPeriod ?? sensor.periodS;
  // A configured or earlier site stands: a radar does not move, and surveyed beats 24-bit coordinates.
  const site = record.category === 34 && sensor.latDeg === undefined ? record.items.i120 : undefined;
  const isSamePeriod = periodS === sensor.periodS || Math.abs(periodS! - (sensor.periodS ?? 0)) < 0.1;
  if (site === undefined && isSamePeriod) return undefined;
  return {
    ...sensor,
    ...(periodS !== undefined && { periodS }),
    ...(site && { latDeg: site.lat, lonDeg: site.lon, heightM: site.height }),
  };
}
