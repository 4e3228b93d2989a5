import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, StyleSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { MAP_COLORS } from '../theme.ts';
import type { Theme } from '../url-state.ts';
import { airspaceLayers, airspaceNameLayer, interferenceLayers, watchSources } from './watch-style.ts';

/** Local fonts only: MapLibre draws text with these, and asks nobody for glyphs. */
const FONT = ['Inter', 'Segoe UI', 'Roboto', 'DejaVu Sans', 'sans-serif'];

const SOURCES = ['land', 'borders', 'lakes', 'rivers', 'places', 'airports'] as const;

export const SENSORS_SOURCE = 'sensors';
export const COVERAGE_SOURCE = 'coverage';
/** Tracks are drawn above everything else of the map. */
export const TRACKS_LAYER = 'tracks';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** The quiet map under the picture; everything comes from the console's own files. */
export function mapStyle(theme: Theme): StyleSpecification {
  const colors = MAP_COLORS[theme];
  const files = SOURCES.map((name) => [
    name,
    {
      type: 'geojson' as const,
      data: new URL(`basemap/${name}.json`, document.baseURI).href,
    },
  ]);
  return {
    version: 8,
    sources: {
      ...(Object.fromEntries(files) as StyleSpecification['sources']),
      [SENSORS_SOURCE]: { type: 'geojson', data: EMPTY },
      [COVERAGE_SOURCE]: { type: 'geojson', data: EMPTY },
      ...watchSources(),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colors.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colors.land } },
      {
        id: 'rivers',
        type: 'line',
        source: 'rivers',
        minzoom: 4,
        paint: { 'line-color': colors.river, 'line-width': zoomed([4, 0.5], [9, 2]) },
      },
      { id: 'lakes', type: 'fill', source: 'lakes', paint: { 'fill-color': colors.water } },
      {
        id: 'lake-shores',
        type: 'line',
        source: 'lakes',
        paint: { 'line-color': colors.shore, 'line-width': 0.8 },
      },
      {
        id: 'shores',
        type: 'line',
        source: 'land',
        paint: { 'line-color': colors.shore, 'line-width': 0.8 },
      },
      ...interferenceLayers(colors),
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        filter: ['==', ['get', 'kind'], 'agreed'],
        paint: { 'line-color': colors.border, 'line-width': zoomed([2, 0.5], [6, 1.2], [10, 2]) },
      },
      {
        id: 'borders-contested',
        type: 'line',
        source: 'borders',
        filter: ['==', ['get', 'kind'], 'contested'],
        paint: {
          'line-color': colors.border,
          'line-width': zoomed([2, 0.5], [6, 1.2], [10, 2]),
          'line-dasharray': [3, 3],
        },
      },
      ...airspaceLayers(colors),
      {
        id: 'coverage',
        type: 'line',
        source: COVERAGE_SOURCE,
        paint: {
          'line-color': colors.sensor,
          'line-width': 1,
          'line-dasharray': [4, 4],
          'line-opacity': 0.7,
        },
      },
      {
        id: 'airports',
        type: 'circle',
        source: 'airports',
        minzoom: 4.5,
        filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 6.5, 2]],
        paint: {
          'circle-radius': zoomed([4, 1.5], [8, 3]),
          'circle-color': 'transparent',
          'circle-stroke-color': colors.airport,
          'circle-stroke-width': 1,
        },
      },
      {
        id: 'sensors',
        type: 'circle',
        source: SENSORS_SOURCE,
        paint: {
          'circle-radius': 3,
          'circle-color': ['case', ['get', 'up'], colors.sensor, 'transparent'],
          'circle-stroke-color': colors.sensor,
          'circle-stroke-width': 1.2,
        },
      },
      placeNames('country-labels', 'country', {
        layout: {
          'text-size': zoomed([3, 10], [6, 15]),
          'text-letter-spacing': 0.22,
          'text-transform': 'uppercase',
          'text-max-width': 8,
        },
        filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 3, 2, 5, 3]],
        paint: halo(colors.countryText, colors.textHalo),
        maxzoom: 8,
      }),
      placeNames('water-labels', 'water', {
        minzoom: 5.5,
        layout: { 'text-size': zoomed([5, 10], [9, 14]), 'text-letter-spacing': 0.1, 'text-max-width': 6 },
        paint: halo(colors.waterText, colors.water),
      }),
      placeNames('city-labels', 'city', {
        minzoom: 4.5,
        filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 5.5, 2, 7, 3]],
        layout: { 'text-size': zoomed([5, 10], [9, 13]), 'text-anchor': 'top', 'text-offset': [0, 0.3] },
        paint: halo(colors.cityText, colors.textHalo),
      }),
      airspaceNameLayer(colors, FONT),
      {
        id: 'airport-labels',
        type: 'symbol',
        source: 'airports',
        minzoom: 6.5,
        filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 7.5, 2]],
        layout: {
          'text-field': ['get', 'code'],
          'text-font': FONT,
          'text-size': 10,
          'text-anchor': 'left',
          'text-offset': [0.6, 0],
          'text-optional': true,
        },
        paint: halo(colors.airport, colors.textHalo),
      },
      {
        id: 'sensor-labels',
        type: 'symbol',
        source: SENSORS_SOURCE,
        minzoom: 7,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': FONT,
          'text-size': 10,
          'text-anchor': 'right',
          'text-offset': [-0.7, 0],
        },
        paint: halo(colors.sensor, colors.textHalo),
      },
    ],
  };
}

function zoomed(...stops: readonly (readonly [zoom: number, value: number])[]): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification;
}

function halo(color: string, haloColor: string): NonNullable<SymbolLayerSpecification['paint']> {
  return { 'text-color': color, 'text-halo-color': haloColor, 'text-halo-width': 1.2 };
}

interface TextOptions {
  readonly filter?: ExpressionSpecification;
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly layout: NonNullable<SymbolLayerSpecification['layout']>;
  readonly paint: NonNullable<SymbolLayerSpecification['paint']>;
}

/** Names of one kind of place. */
function placeNames(id: string, kind: string, options: TextOptions): SymbolLayerSpecification {
  const { filter, layout, ...rest } = options;
  const isKind: ExpressionSpecification = ['==', ['get', 'kind'], kind];
  return {
    ...rest,
    id,
    type: 'symbol',
    source: 'places',
    filter: filter === undefined ? isKind : ['all', isKind, filter],
    layout: { 'text-field': ['get', 'name'], 'text-font': FONT, ...layout },
  };
}
