/**
 * Where the labels go. A label never lies on a target's symbol or on another label; a leader line
 * joins it to its target. Labels stay where they are while that is possible, because people find
 * a label where they left it. What fits nowhere is not shown.
 */

export interface LabelItem {
  readonly number: number;
  /** Screen position of the target, px. */
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Labels with higher priority choose first. */
  readonly priority: number;
  /** Direction of flight on the screen, radians clockwise from up; NaN when it does not matter. */
  readonly headingRad: number;
}

export interface LabelPlace {
  /** Top left corner relative to the target, px. */
  readonly dx: number;
  readonly dy: number;
  readonly slot: number;
}

export interface LabelLayoutInput {
  readonly items: readonly LabelItem[];
  /** All symbols on the screen, with or without label: x, y, x, y … px. */
  readonly symbols: Float32Array;
  readonly symbolCount: number;
  readonly previous: ReadonlyMap<number, LabelPlace>;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Half the side of the square around a symbol that stays free. */
const SYMBOL_CLEARANCE_PX = 8;
const LABEL_GAP_PX = 3;
const DISTANCES_PX = [15, 34, 60, 92] as const;
const DIRECTIONS = 8;
const CELL_PX = 48;

/** Leaving the old place must gain this much, else labels would dance. */
const MOVE_COST = 4;
const DISTANCE_COST = 3;
/** For lying ahead of the target, on its speed vector. */
const AHEAD_COST = 3;
/** Up and right is where readers look first. */
const DIRECTION_COST = [1, 0, 0.5, 0.5, 1.5, 1.5, 1.5, 1] as const;

interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function layoutLabels(input: LabelLayoutInput): Map<number, LabelPlace> {
  const { items, symbols, symbolCount, previous, widthPx, heightPx } = input;
  const places = new Map<number, LabelPlace>();
  const grid = createGrid(widthPx, heightPx);
  for (let i = 0; i < symbolCount; i++) {
    const x = symbols[2 * i]!;
    const y = symbols[2 * i + 1]!;
    grid.add({
      left: x - SYMBOL_CLEARANCE_PX,
      top: y - SYMBOL_CLEARANCE_PX,
      right: x + SYMBOL_CLEARANCE_PX,
      bottom: y + SYMBOL_CLEARANCE_PX,
    });
  }
  const inOrder = [...items].sort((a, b) => b.priority - a.priority || a.number - b.number);
  const rect: Rect = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const item of inOrder) {
    const oldSlot = previous.get(item.number)?.slot;
    let best: LabelPlace | undefined;
    let costMin = Infinity;
    for (let slot = 0; slot < DIRECTIONS * DISTANCES_PX.length; slot++) {
      const cost =
        costOf(slot, item.headingRad) + (oldSlot === undefined || slot === oldSlot ? 0 : MOVE_COST);
      if (cost >= costMin) continue;
      const { dx, dy } = offsetOf(slot, item);
      rect.left = item.x + dx - LABEL_GAP_PX;
      rect.top = item.y + dy - LABEL_GAP_PX;
      rect.right = item.x + dx + item.widthPx + LABEL_GAP_PX;
      rect.bottom = item.y + dy + item.heightPx + LABEL_GAP_PX;
      if (rect.left < 0 || rect.top < 0 || rect.right > widthPx || rect.bottom > heightPx) continue;
      if (!grid.isFree(rect)) continue;
      best = { dx, dy, slot };
      costMin = cost;
    }
    if (best === undefined) continue;
    places.set(item.number, best);
    const left = item.x + best.dx;
    const top = item.y + best.dy;
    grid.add({ left, top, right: left + item.widthPx, bottom: top + item.heightPx });
  }
  return places;
}

function costOf(slot: number, headingRad: number): number {
  const direction = slot % DIRECTIONS;
  const ring = (slot - direction) / DIRECTIONS;
  const ahead = Number.isNaN(headingRad) ? 0 : Math.cos((direction * 2 * Math.PI) / DIRECTIONS - headingRad);
  return DIRECTION_COST[direction]! + DISTANCE_COST * ring + (ahead > 0.5 ? AHEAD_COST * ahead : 0);
}

/** Slots count clockwise from up; the label's nearest corner or side lies at the slot's distance. */
function offsetOf(slot: number, { widthPx, heightPx }: LabelItem): { dx: number; dy: number } {
  const direction = slot % DIRECTIONS;
  const distance = DISTANCES_PX[(slot - direction) / DIRECTIONS]!;
  const angle = (direction * 2 * Math.PI) / DIRECTIONS;
  const east = Math.round(Math.sin(angle) * 1.42);
  const south = -Math.round(Math.cos(angle) * 1.42);
  const reach = east !== 0 && south !== 0 ? distance * 0.8 : distance;
  return {
    dx: east === 0 ? -widthPx / 2 : east > 0 ? reach : -reach - widthPx,
    dy: south === 0 ? -heightPx / 2 : south > 0 ? reach : -reach - heightPx,
  };
}

/** Rectangles by the cells they touch: a look-up costs the same however many there are. */
function createGrid(widthPx: number, heightPx: number) {
  const columns = Math.max(1, Math.ceil(widthPx / CELL_PX));
  const rows = Math.max(1, Math.ceil(heightPx / CELL_PX));
  const cells: Rect[][] = Array.from({ length: columns * rows }, () => []);
  const column = (x: number): number => Math.max(0, Math.min(columns - 1, Math.floor(x / CELL_PX)));
  const row = (y: number): number => Math.max(0, Math.min(rows - 1, Math.floor(y / CELL_PX)));
  return {
    add(rect: Rect): void {
      if (rect.right < 0 || rect.bottom < 0 || rect.left > widthPx || rect.top > heightPx) return;
      for (let y = row(rect.top); y <= row(rect.bottom); y++)
        for (let x = column(rect.left); x <= column(rect.right); x++) cells[y * columns + x]!.push(rect);
    },
    isFree(rect: Rect): boolean {
      for (let y = row(rect.top); y <= row(rect.bottom); y++) {
        for (let x = column(rect.left); x <= column(rect.right); x++) {
          for (const other of cells[y * columns + x]!) {
            if (
              rect.left < other.right &&
              rect.right > other.left &&
              rect.top < other.bottom &&
              rect.bottom > other.top
            )
              return false;
          }
        }
      }
      return true;
    },
  };
}
