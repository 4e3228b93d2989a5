import { effect } from '@preact/signals';
import {
  type GeoJSONSource,
  Map as LibreMap,
  type MapMouseEvent,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import * as state from '../state.ts';
import { MAP_COLORS, type MapColors } from '../theme.ts';
import * as watch from '../watch/state.ts';
import { createHistory } from './history.ts';
import { mercatorPerM, mercatorX, mercatorY, screenX, screenY, type View, worldSize } from './mercator.ts';
import { createOverlay } from './overlay.ts';
import { coverageCircles, sensorPoints } from './sensor-features.ts';
import { COVERAGE_SOURCE, mapStyle, SENSORS_SOURCE } from './style.ts';
import { createTrackLayer } from './track-layer.ts';
import { attachWatchLayers } from './watch-layers.ts';

setWorkerUrl(workerUrl);

type PaintName = Parameters<LibreMap['setPaintProperty']>[1];

const MOUSE_REACH_PX = 14;
const TOUCH_REACH_PX = 26;
const ZOOM_MIN = 2;
const ZOOM_MAX = 14;
/** While the map moves labels find new places this often. */
const LAYOUT_EVERY_MS = 120;
/** Between frames the map is drawn again when the fastest target has moved half a pixel. */
const FASTEST_MPS = 300;
const REDRAW_MS_MIN = 40;
const REDRAW_MS_MAX = 1_000;
/** With its margin and some room for the symbol. */
const DETAILS_WIDTH_PX = 340;

export interface AirMap {
  /** A new picture is in the scene. */
  showPicture(): void;
  /** The picture is another member's: forget what this one's tracks did. */
  forget(): void;
  goTo(latDeg: number, lonDeg: number, zoom?: number): void;
  zoomBy(steps: number): void;
  readonly view: () => { readonly latDeg: number; readonly lonDeg: number; readonly zoom: number };
  /** Tells of every new view, and whether a hand on the map made it. */
  onViewChange(listener: (isByHand: boolean) => void): void;
}

/** The map with the tracks on it. Always north up: a label or a line means the same everywhere. */
export function createAirMap(
  container: HTMLElement,
  start: { readonly latDeg: number; readonly lonDeg: number; readonly zoom: number },
): AirMap {
  const map = new LibreMap({
    container,
    style: mapStyle(state.theme.peek()),
    center: [start.lonDeg, start.latDeg],
    zoom: start.zoom,
    minZoom: ZOOM_MIN,
    maxZoom: ZOOM_MAX,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // Arrow keys and the like are the console's own.
    keyboard: false,
    attributionControl: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new ScaleControl({ unit: 'nautical', maxWidth: 120 }), 'bottom-right');

  const history = createHistory();
  const source = state.sceneSource;
  function view(): View {
    const { lng, lat } = map.getCenter();
    return {
      centerX: mercatorX(lng),
      centerY: mercatorY(lat),
      scale: worldSize(map.getZoom()),
      widthPx: container.clientWidth,
      heightPx: container.clientHeight,
    };
  }

  const layer = createTrackLayer({
    source,
    history,
    view,
    colors: mapColors,
    look: () => ({
      selected: state.selected.peek(),
      vectorMin: state.vectorMin.peek(),
      hasHistory: state.hasHistory.peek(),
    }),
  });
  const overlay = createOverlay({
    container: map.getCanvasContainer(),
    source,
    view,
    colors: mapColors,
    look: () => ({
      level: state.labelLevel.peek(),
      selected: state.selected.peek(),
      hovered: state.hovered.peek(),
      measure: state.measure.peek(),
      alerts: watch.alerts.peek(),
      trackAlerts: watch.trackAlerts.peek(),
    }),
  });

  let redrawTimer: ReturnType<typeof setTimeout> | undefined;
  function redrawWhenMoved(): void {
    clearTimeout(redrawTimer);
    const pxPerS = FASTEST_MPS * mercatorPerM(map.getCenter().lat) * worldSize(map.getZoom());
    const delayMs = Math.max(REDRAW_MS_MIN, Math.min(REDRAW_MS_MAX, 500 / pxPerS));
    redrawTimer = setTimeout(() => map.triggerRepaint(), delayMs);
  }
  map.on('render', () => {
    overlay.draw();
    redrawWhenMoved();
  });

  let laidOutAtMs = -Infinity;
  function layoutLabels(): void {
    laidOutAtMs = performance.now();
    overlay.layout();
    map.triggerRepaint();
  }
  map.on('move', () => {
    if (performance.now() - laidOutAtMs > LAYOUT_EVERY_MS) layoutLabels();
  });
  map.on('moveend', layoutLabels);
  map.on('resize', layoutLabels);

  map.once('style.load', () => {
    map.addLayer(layer);
    showSensors();
  });

  function showSensors(): void {
    const all = state.sensors.peek();
    void map.getSource<GeoJSONSource>(SENSORS_SOURCE)?.setData(sensorPoints(all));
    const covering = state.hasCoverage.peek() ? all : [];
    void map.getSource<GeoJSONSource>(COVERAGE_SOURCE)?.setData(coverageCircles(covering));
  }

  attachWatchLayers(map);

  function anchorAt({ point, lngLat, originalEvent }: MapMouseEvent): state.Anchor {
    const number = overlay.pick(point.x, point.y, reachOf(originalEvent));
    if (number !== undefined) return { kind: 'track', number };
    return { kind: 'place', latDeg: lngLat.lat, lonDeg: lngLat.wrap().lng };
  }

  map.on('click', (event) => {
    const anchor = anchorAt(event);
    const measure = state.measure.peek();
    if (measure.step === 'from') state.measure.value = { step: 'to', from: anchor, to: anchor };
    else if (measure.step === 'to') state.measure.value = { step: 'set', from: measure.from, to: anchor };
    else state.selected.value = anchor.kind === 'track' ? anchor.number : undefined;
  });
  map.on('mousemove', (event) => {
    const anchor = anchorAt(event);
    const measure = state.measure.peek();
    if (measure.step === 'to') state.measure.value = { ...measure, to: anchor };
    state.hovered.value = anchor.kind === 'track' ? anchor.number : undefined;
  });
  map.on('mouseout', () => (state.hovered.value = undefined));

  /** The details lie over the right side of the map: what they describe must not be under them. */
  function uncoverSelected(): void {
    const number = state.selected.peek();
    const row = number === undefined ? undefined : source.scene.rowOf(number);
    if (row === undefined) return;
    const current = view();
    const x = screenX(current, source.scene.x[row]!);
    const y = screenY(current, source.scene.y[row]!);
    const overPx = x - (current.widthPx - DETAILS_WIDTH_PX);
    if (overPx > 0 && x < current.widthPx && y > 0 && y < current.heightPx) map.panBy([overPx, 0]);
  }

  let paintedFor = state.theme.peek();
  effect(() => {
    const theme = state.theme.value;
    if (theme === paintedFor) return;
    paintedFor = theme;
    // Only the paint changes: a new style would load the whole basemap again.
    for (const { id, paint = {} } of mapStyle(theme).layers) {
      for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name as PaintName, value);
    }
  });
  effect(() => {
    void [state.sensors.value, state.hasCoverage.value];
    if (map.isStyleLoaded()) showSensors();
  });
  effect(() => {
    void [state.selected.value, state.hovered.value, state.labelLevel.value];
    layoutLabels();
  });
  effect(() => {
    void state.selected.value;
    uncoverSelected();
  });
  effect(() => {
    void [state.hasHistory.value, state.theme.value];
    layer.invalidate();
    map.triggerRepaint();
  });
  effect(() => {
    void state.vectorMin.value;
    map.getCanvas().style.cursor = cursorFor(state.measure.value.step, state.hovered.value);
    map.triggerRepaint();
  });

  return {
    showPicture() {
      history.sample(source.scene);
      layer.invalidate();
      layoutLabels();
    },
    forget() {
      history.clear();
    },
    goTo(latDeg, lonDeg, zoom) {
      map.easeTo({ center: [lonDeg, latDeg], zoom: zoom ?? map.getZoom(), duration: 400 });
    },
    zoomBy(steps) {
      map.easeTo({ zoom: map.getZoom() + steps, duration: 200 });
    },
    view() {
      const { lat, lng } = map.getCenter().wrap();
      return { latDeg: lat, lonDeg: lng, zoom: map.getZoom() };
    },
    onViewChange(listener) {
      map.on('moveend', ({ originalEvent }) => listener(originalEvent !== undefined));
    },
  };
}

function mapColors(): MapColors {
  return MAP_COLORS[state.theme.peek()];
}

function reachOf(event: MouseEvent): number {
  return 'pointerType' in event && event.pointerType === 'touch' ? TOUCH_REACH_PX : MOUSE_REACH_PX;
}

function cursorFor(step: state.Measure['step'], hovered: number | undefined): string {
  if (step === 'from' || step === 'to') return 'crosshair';
  return hovered === undefined ? '' : 'pointer';
}
