import { type Alert, RAD_PER_DEG, STANDARD_IDENTITIES } from '@commonsky/model';
import { angleOf, formatAngle, formatDistance } from '../format.ts';
import { rangeBearing } from '../geodesic.ts';
import { KINDS, type SceneSource } from '../scene.ts';
import type { Anchor, Measure } from '../state.ts';
import { emergencyOf } from '../target.ts';
import type { MapColors } from '../theme.ts';
import type { LabelLevel } from '../url-state.ts';
import { alertLabel } from '../watch/alert-format.ts';
import { type LabelItem, type LabelPlace, layoutLabels } from './label-layout.ts';
import { labelLines } from './label-text.ts';
import { mercatorX, mercatorY, screenX, screenY, type View } from './mercator.ts';
import { drawPredictions } from './prediction.ts';

/** More labels than this nobody reads. */
const LABEL_COUNT_MAX = 250;
const LINE_HEIGHT_PX = 14;
const LABEL_PADDING_PX = 3;
/** Targets on the ground are labelled from this zoom on. */
const GROUND_LABEL_SCALE = 512 * 2 ** 10;
const LEADER_GAP_PX = 8;
/** Symbols this far outside the screen still matter, because their vectors reach in. */
const MARGIN_PX = 20;

export interface OverlayOptions {
  readonly container: HTMLElement;
  readonly source: SceneSource;
  readonly view: () => View;
  readonly colors: () => MapColors;
  readonly look: () => {
    readonly level: LabelLevel;
    readonly selected: number | undefined;
    readonly hovered: number | undefined;
    readonly measure: Measure;
    readonly alerts: readonly Alert[];
    readonly trackAlerts: ReadonlyMap<number, Alert>;
  };
}

export interface Overlay {
  /** Writes the labels anew and finds places for them. */
  layout(): void;
  /** Puts all in place for the current view and moment. */
  draw(): void;
  /** Track whose label or symbol lies at a point of the screen, within `reachPx`. */
  pick(x: number, y: number, reachPx: number): number | undefined;
}

interface Label {
  readonly element: HTMLElement;
  text: string;
  widthPx: number;
  heightPx: number;
}

/** Labels (DOM) and leader lines (2-D canvas) over the map. */
export function createOverlay(options: OverlayOptions): Overlay {
  const { container, source } = options;
  const canvas = container.appendChild(document.createElement('canvas'));
  canvas.className = 'leaders';
  const pen = canvas.getContext('2d')!;
  const layer = container.appendChild(document.createElement('div'));
  layer.className = 'labels';
  const measureText = layer.appendChild(document.createElement('div'));
  measureText.className = 'label measure-text';
  measureText.hidden = true;
  const labels = new Map<number, Label>();
  let places = new Map<number, LabelPlace>();
  let symbols = new Float32Array(0);
  const letterPx = letterWidth(layer);

  function screenOf(view: View, row: number, seconds: number): [x: number, y: number] {
    const { scene } = source;
    return [
      screenX(view, scene.x[row]! + scene.velocityX[row]! * seconds),
      screenY(view, scene.y[row]! + scene.velocityY[row]! * seconds),
    ];
  }

  function layout(): void {
    const view = options.view();
    const { scene } = source;
    const { picture } = scene;
    const seconds = source.carryOnS(performance.now());
    const { level, selected, hovered, trackAlerts } = options.look();
    const candidates: { row: number; x: number; y: number; priority: number }[] = [];
    if (symbols.length < 2 * scene.count) symbols = new Float32Array(2 * scene.x.length);
    let symbolCount = 0;
    for (let row = 0; row < scene.count; row++) {
      const [x, y] = screenOf(view, row, seconds);
      const isNear =
        x > -MARGIN_PX && y > -MARGIN_PX && x < view.widthPx + MARGIN_PX && y < view.heightPx + MARGIN_PX;
      if (!isNear) continue;
      symbols[2 * symbolCount] = x;
      symbols[2 * symbolCount + 1] = y;
      symbolCount++;
      const number = picture.number[row]!;
      let priority = places.has(number) ? 2 : 1;
      const hasAlert = trackAlerts.has(number) || emergencyOf(picture.identity[row]!.mode3a) !== undefined;
      if (hasAlert) priority = 3;
      if (number === hovered) priority = 4;
      if (number === selected) priority = 5;
      const isBackground =
        scene.isDimmed[row] === 1 ||
        (KINDS[scene.kind[row]!] === 'ground' && view.scale < GROUND_LABEL_SCALE);
      if (isBackground && priority < 3) continue;
      candidates.push({ row, x, y, priority });
    }
    if (candidates.length > LABEL_COUNT_MAX) {
      candidates.sort((a, b) => b.priority - a.priority || picture.number[a.row]! - picture.number[b.row]!);
      candidates.length = LABEL_COUNT_MAX;
    }
    const items: LabelItem[] = [];
    const lines = new Map<number, string[]>();
    for (const { row, x, y, priority } of candidates) {
      const number = picture.number[row]!;
      const isWanted = priority >= 4 && level === 'minimal';
      const alert = trackAlerts.get(number);
      const warning = alert && alertLabel(alert, picture.pictureMs);
      const text = labelLines(picture, row, isWanted ? 'standard' : level, warning);
      lines.set(number, text);
      const lettersMax = Math.max(...text.map(({ length }) => length));
      items.push({
        number,
        x,
        y,
        priority,
        widthPx: lettersMax * letterPx + 2 * LABEL_PADDING_PX,
        heightPx: text.length * LINE_HEIGHT_PX + 2,
        headingRad: angleOf(picture.eastMps[row]!, picture.northMps[row]!) * RAD_PER_DEG,
      });
    }
    const { widthPx, heightPx } = view;
    places = layoutLabels({ items, symbols, symbolCount, previous: places, widthPx, heightPx });
    for (const [number, { element }] of labels) {
      if (places.has(number)) continue;
      element.remove();
      labels.delete(number);
    }
    for (const item of items) if (places.has(item.number)) write(item, lines.get(item.number)!);
  }

  function write(item: LabelItem, lines: readonly string[]): void {
    let label = labels.get(item.number);
    if (label === undefined) {
      const element = layer.appendChild(document.createElement('div'));
      element.dataset['number'] = String(item.number);
      label = { element, text: '', widthPx: 0, heightPx: 0 };
      labels.set(item.number, label);
    }
    label.widthPx = item.widthPx;
    label.heightPx = item.heightPx;
    const { selected, hovered, trackAlerts } = options.look();
    const { scene } = source;
    const alert = trackAlerts.get(item.number);
    const row = scene.rowOf(item.number)!;
    label.element.className = [
      'label',
      KINDS[scene.kind[row]!],
      STANDARD_IDENTITIES[scene.identity[row]!],
      scene.freshness[row] !== 0 && 'aged',
      emergencyOf(scene.picture.identity[row]!.mode3a) !== undefined && 'alert warning',
      alert !== undefined && `alert ${alert.severity} ${alert.state}`,
      item.number === selected && 'selected',
      item.number === hovered && 'hovered',
    ]
      .filter(Boolean)
      .join(' ');
    const text = lines.join('\n');
    if (label.text !== text) {
      label.text = text;
      label.element.textContent = text;
    }
  }

  function draw(): void {
    const view = options.view();
    const seconds = source.carryOnS(performance.now());
    const { selected, hovered, measure, alerts } = options.look();
    const colors = options.colors();
    fitCanvas(view);
    pen.clearRect(0, 0, view.widthPx, view.heightPx);
    drawPredictions(pen, view, source, alerts, seconds, colors.prediction);
    pen.lineWidth = 1;
    pen.strokeStyle = colors.leader;
    pen.beginPath();
    for (const [number, label] of labels) {
      const row = source.scene.rowOf(number);
      const place = places.get(number);
      label.element.hidden = row === undefined || place === undefined;
      if (row === undefined || place === undefined) continue;
      const [x, y] = screenOf(view, row, seconds);
      const left = Math.round(x + place.dx);
      const top = Math.round(y + place.dy);
      label.element.style.transform = `translate(${left}px, ${top}px)`;
      if (number === selected || number === hovered) {
        pen.stroke();
        pen.beginPath();
        pen.strokeStyle = colors.leaderSelected;
        leader(x, y, left, top, label);
        pen.stroke();
        pen.beginPath();
        pen.strokeStyle = colors.leader;
      } else leader(x, y, left, top, label);
    }
    pen.stroke();
    drawMeasure(view, seconds, measure, colors.measure);
  }

  /** From the edge of the symbol to the nearest point of the label, when there is a gap to bridge. */
  function leader(x: number, y: number, left: number, top: number, label: Label): void {
    const toX = Math.max(left, Math.min(left + label.widthPx, x));
    const toY = Math.max(top, Math.min(top + label.heightPx, y));
    const length = Math.hypot(toX - x, toY - y);
    if (length <= LEADER_GAP_PX) return;
    pen.moveTo(x + ((toX - x) * LEADER_GAP_PX) / length, y + ((toY - y) * LEADER_GAP_PX) / length);
    pen.lineTo(toX, toY);
  }

  function drawMeasure(view: View, seconds: number, measure: Measure, color: string): void {
    const from = measure.step === 'to' || measure.step === 'set' ? placeOf(measure.from, seconds) : undefined;
    const to = measure.step === 'to' || measure.step === 'set' ? placeOf(measure.to, seconds) : undefined;
    measureText.hidden = from === undefined || to === undefined;
    if (from === undefined || to === undefined) return;
    const [x1, y1] = [screenX(view, mercatorX(from.lonDeg)), screenY(view, mercatorY(from.latDeg))];
    const [x2, y2] = [screenX(view, mercatorX(to.lonDeg)), screenY(view, mercatorY(to.latDeg))];
    pen.strokeStyle = color;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
    const { rangeM, bearingDeg } = rangeBearing(from.latDeg, from.lonDeg, to.latDeg, to.lonDeg);
    measureText.textContent = `${formatAngle(bearingDeg)}° ${formatDistance(rangeM)} NM`;
    measureText.style.transform = `translate(${Math.round((x1 + x2) / 2 + 8)}px, ${Math.round((y1 + y2) / 2 - 8)}px)`;
  }

  function placeOf(anchor: Anchor, seconds: number): { latDeg: number; lonDeg: number } | undefined {
    if (anchor.kind === 'place') return anchor;
    const { picture, rowOf } = source.scene;
    const row = rowOf(anchor.number);
    if (row === undefined) return undefined;
    const { latDeg, lonDeg, northMps, eastMps } = picture;
    const lat = latDeg[row]!;
    return {
      latDeg: lat + ((northMps[row]! || 0) * seconds) / M_PER_DEG,
      lonDeg: lonDeg[row]! + ((eastMps[row]! || 0) * seconds) / (M_PER_DEG * Math.cos(lat * RAD_PER_DEG)),
    };
  }

  function fitCanvas({ widthPx, heightPx }: View): void {
    const width = Math.round(widthPx * devicePixelRatio);
    const height = Math.round(heightPx * devicePixelRatio);
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${widthPx}px`;
    canvas.style.height = `${heightPx}px`;
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  }

  function pick(x: number, y: number, reachPx: number): number | undefined {
    const view = options.view();
    const { scene } = source;
    const seconds = source.carryOnS(performance.now());
    let nearest: number | undefined;
    let distanceMin = reachPx;
    for (let row = 0; row < scene.count; row++) {
      const [sx, sy] = screenOf(view, row, seconds);
      const distance = Math.hypot(sx - x, sy - y);
      if (distance >= distanceMin) continue;
      distanceMin = distance;
      nearest = scene.picture.number[row];
    }
    return nearest ?? pickLabel(view, seconds, x, y);
  }

  function pickLabel(view: View, seconds: number, x: number, y: number): number | undefined {
    for (const [number, label] of labels) {
      const row = source.scene.rowOf(number);
      const place = places.get(number);
      if (row === undefined || place === undefined) continue;
      const [sx, sy] = screenOf(view, row, seconds);
      const right = x - sx - place.dx;
      const down = y - sy - place.dy;
      if (right >= 0 && down >= 0 && right <= label.widthPx && down <= label.heightPx) return number;
    }
    return undefined;
  }

  return { layout, draw, pick };
}

const M_PER_DEG = 111_195;

/** Labels are set in a font of even width, so one letter's width lays out all of them. */
function letterWidth(layer: HTMLElement): number {
  const probe = layer.appendChild(document.createElement('div'));
  probe.className = 'label';
  probe.textContent = '0'.repeat(20);
  const width = (probe.getBoundingClientRect().width - 2 * LABEL_PADDING_PX) / 20;
  probe.remove();
  return width;
}
