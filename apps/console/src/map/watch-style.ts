import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { MapColors } from '../theme.ts';

export const AIRSPACES_SOURCE = 'airspaces';
export const AIRSPACE_NAMES_SOURCE = 'airspace-names';
export const INTERFERENCE_SOURCE = 'interference';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

export function watchSources(): Record<string, SourceSpecification> {
  const names = [AIRSPACES_SOURCE, AIRSPACE_NAMES_SOURCE, INTERFERENCE_SOURCE];
  return Object.fromEntries(names.map((name) => [name, { type: 'geojson', data: EMPTY }]));
}

const IS_ACTIVE: ExpressionSpecification = ['get', 'active'];
const IS_ALERTED: ExpressionSpecification = ['get', 'alerted'];

/** Cells of the interference map; under everything that has a name. */
export function interferenceLayers(colors: MapColors): LayerSpecification[] {
  return [
    {
      id: 'interference',
      type: 'fill',
      source: INTERFERENCE_SOURCE,
      paint: {
        'fill-color': [
          'match',
          ['get', 'level'],
          'high',
          colors.interferenceHigh,
          'medium',
          colors.interferenceMedium,
          colors.interferenceLow,
        ],
        'fill-opacity': ['match', ['get', 'level'], 'low', 0.1, 0.32],
      },
    },
  ];
}

/** Outlines of airspaces: solid when active, dashed and faint when not, filled more when something is in them. */
export function airspaceLayers(colors: MapColors): LayerSpecification[] {
  return [
    {
      id: 'airspace-fill',
      type: 'fill',
      source: AIRSPACES_SOURCE,
      filter: ['all', IS_ACTIVE, ['get', 'guarded']],
      paint: { 'fill-color': colors.airspace, 'fill-opacity': ['case', IS_ALERTED, 0.2, 0.07] },
    },
    {
      id: 'airspace-active',
      type: 'line',
      source: AIRSPACES_SOURCE,
      filter: IS_ACTIVE,
      paint: {
        'line-color': colors.airspace,
        'line-width': ['case', IS_ALERTED, 2, ['get', 'guarded'], 1.2, 0.7],
        'line-opacity': ['case', ['get', 'guarded'], 0.9, 0.5],
      },
    },
    {
      id: 'airspace-inactive',
      type: 'line',
      source: AIRSPACES_SOURCE,
      filter: ['!', IS_ACTIVE],
      paint: {
        'line-color': colors.airspace,
        'line-width': 1,
        'line-dasharray': [4, 3],
        'line-opacity': 0.55,
      },
    },
  ];
}

export function airspaceNameLayer(colors: MapColors, font: string[]): LayerSpecification {
  return {
    id: 'airspace-names',
    type: 'symbol',
    source: AIRSPACE_NAMES_SOURCE,
    minzoom: 5.8,
    layout: {
      'text-field': ['get', 'text'],
      'text-font': font,
      'text-size': 10,
      'text-anchor': 'bottom',
      'text-offset': [0, -0.3],
      'text-max-width': 14,
    },
    paint: {
      'text-color': colors.airspace,
      'text-halo-color': colors.textHalo,
      'text-halo-width': 1.2,
      'text-opacity': ['case', IS_ACTIVE, 1, 0.7],
    },
  };
}
