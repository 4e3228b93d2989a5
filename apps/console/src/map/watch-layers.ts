import { effect } from '@preact/signals';
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as LibreMap } from 'maplibre-gl';
import * as watch from '../watch/state.ts';
import { airspaceNames, airspaceOutlines } from './airspace-features.ts';
import { AIRSPACE_NAMES_SOURCE, AIRSPACES_SOURCE, INTERFERENCE_SOURCE } from './watch-style.ts';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Keeps airspaces and interference cells of the map as the watch has them. */
export function attachWatchLayers(map: LibreMap): void {
  let isReady = false;

  function show(source: string, data: FeatureCollection): void {
    if (isReady) void map.getSource<GeoJSONSource>(source)?.setData(data);
  }
  function showAirspaces(): void {
    const all = watch.hasAirspaces.value ? watch.airspaces.value : undefined;
    const alerted = new Set(watch.alertedAreas.value.split('\n'));
    show(AIRSPACES_SOURCE, all === undefined ? EMPTY : airspaceOutlines(all, alerted));
    show(AIRSPACE_NAMES_SOURCE, all === undefined ? EMPTY : airspaceNames(all));
  }
  function showInterference(): void {
    const cells = watch.hasInterference.value ? watch.interference.value : undefined;
    show(INTERFERENCE_SOURCE, cells ?? EMPTY);
  }
  effect(showAirspaces);
  effect(showInterference);
  map.once('style.load', () => {
    isReady = true;
    showAirspaces();
    showInterference();
  });
}
