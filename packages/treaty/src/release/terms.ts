import type { MemberId, Plot, Track, TrackStatus } from '@commonsky/model';
import type { FieldName, Identity } from '../instrument/schema.ts';

/** What a permit lets through of a thing, and how exactly. */
export interface Terms {
  /** `instrument/grant`, the provider's own first, then those of other owners. */
  readonly rules: readonly string[];
  readonly articles: readonly string[];
  readonly fields: ReadonlySet<FieldName>;
  /** Cell sizes; 0 is as exact as known. */
  readonly positionM: number;
  readonly altitudeM: number;
  readonly velocityMps: number;
}

/**
 * A track as the recipient gets it. It says neither who measured it, nor when it began, nor its
 * number at the provider: each of these would tell of things outside the grant.
 */
export interface ReleasedTrack {
  readonly provider: MemberId;
  /** Given by {@link createNumbering}. */
  readonly number: number;
  readonly status: TrackStatus;
  readonly atMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly pressureAltitudeM: number;
  readonly eastMps: number;
  readonly northMps: number;
  readonly verticalMps: number;
  readonly accuracyM: number;
  readonly address: number | undefined;
  readonly mode3a: number | undefined;
  readonly callsign: string | undefined;
  readonly identity: Identity | undefined;
}

/** The fewest metres in a degree of latitude, so that cells are never smaller than agreed. */
const M_PER_DEG_MIN = 110_570;
/** Standard deviation of a uniform spread over a cell of size 1. */
const CELL_SIGMA = 1 / Math.sqrt(12);

export function projectTrack(
  track: Track,
  identity: Identity,
  terms: Terms,
  released: { readonly provider: MemberId; readonly number: number },
): ReleasedTrack {
  const { fields } = terms;
  const { latDeg, lonDeg } = cell(track.latDeg, track.lonDeg, terms.positionM);
  const speed = (mps: number) => (fields.has('velocity') ? round(mps, terms.velocityMps) : Number.NaN);
  return {
    ...released,
    status: track.status,
    atMs: track.atMs,
    latDeg,
    lonDeg,
    pressureAltitudeM: fields.has('altitude') ? round(track.pressureAltitudeM, terms.altitudeM) : Number.NaN,
    eastMps: speed(track.eastMps),
    northMps: speed(track.northMps),
    verticalMps: fields.has('verticalRate') ? round(track.verticalMps, terms.velocityMps) : Number.NaN,
    accuracyM: fields.has('accuracy')
      ? Math.hypot(track.accuracyM, terms.positionM * CELL_SIGMA)
      : Number.NaN,
    address: fields.has('address') ? track.address : undefined,
    mode3a: fields.has('mode3a') ? track.mode3a : undefined,
    callsign: fields.has('callsign') ? track.callsign : undefined,
    identity: fields.has('identity') ? identity : undefined,
  };
}

/** A plot as released: without range and azimuth, which would tell where the sensor stands. */
export function projectPlot(plot: Plot, terms: Terms, sensorId: string): Plot {
  const { fields } = terms;
  const speed = (mps: number) => (fields.has('velocity') ? round(mps, terms.velocityMps) : Number.NaN);
  return {
    ...plot,
    ...cell(plot.latDeg, plot.lonDeg, terms.positionM),
    sensorId,
    // The moment of receipt tells of the provider's network.
    receivedAtMs: plot.measuredAtMs,
    rangeM: Number.NaN,
    azimuthDeg: Number.NaN,
    dopplerMps: Number.NaN,
    pressureAltitudeM: fields.has('altitude') ? round(plot.pressureAltitudeM, terms.altitudeM) : Number.NaN,
    geometricHeightM: fields.has('altitude') ? round(plot.geometricHeightM, terms.altitudeM) : Number.NaN,
    eastMps: speed(plot.eastMps),
    northMps: speed(plot.northMps),
    verticalMps: fields.has('verticalRate') ? round(plot.verticalMps, terms.velocityMps) : Number.NaN,
    accuracyM: fields.has('accuracy') ? Math.hypot(plot.accuracyM, terms.positionM * CELL_SIGMA) : Number.NaN,
    address: fields.has('address') ? plot.address : undefined,
    mode3a: fields.has('mode3a') ? plot.mode3a : undefined,
    callsign: fields.has('callsign') ? plot.callsign : undefined,
  };
}

/** The middle of the cell a position is in; cells are at least `sizeM` wide and high. */
export function cell(latDeg: number, lonDeg: number, sizeM: number): { latDeg: number; lonDeg: number } {
  if (sizeM === 0) return { latDeg, lonDeg };
  const step = sizeM / M_PER_DEG_MIN;
  const row = Math.min(Math.floor(latDeg / step), Math.ceil(90 / step) - 1);
  // At the edge nearer to a pole, where a degree of longitude is shortest.
  const polewardDeg = Math.min(90, Math.max(Math.abs(row), Math.abs(row + 1)) * step);
  const columns = Math.max(
    1,
    Math.floor(360 / Math.min(360, step / Math.cos((polewardDeg * Math.PI) / 180))),
  );
  const width = 360 / columns;
  const column = Math.floor((lonDeg - 360 * Math.floor((lonDeg + 180) / 360) + 180) / width);
  return { latDeg: Math.max(-90, Math.min(90, (row + 0.5) * step)), lonDeg: (column + 0.5) * width - 180 };
}

function round(value: number, step: number): number {
  return step === 0 ? value : (Math.floor(value / step) + 0.5) * step;
}
