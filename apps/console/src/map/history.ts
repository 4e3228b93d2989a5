import type { Scene } from '../scene.ts';

export const HISTORY_DOTS = 10;
/** Picture time between two dots. */
const DOT_EVERY_MS = 12_000;

/** Where each track was, every twelve seconds: the dots behind its symbol. */
export interface History {
  /** Takes note of the scene; true when dots were added. */
  sample(scene: Scene): boolean;
  clear(): void;
  /** Calls `visit` for every dot of a track still in the scene; age 1 is the newest, HISTORY_DOTS the oldest. */
  forEachDot(scene: Scene, visit: (row: number, x: number, y: number, age: number) => void): void;
}

interface Trail {
  /** x, y of the dots, a ring. */
  readonly places: Float64Array;
  count: number;
  lastSeenMs: number;
}

export function createHistory(): History {
  const trails = new Map<number, Trail>();
  let sampledAtMs = -Infinity;
  return {
    sample(scene) {
      const { pictureMs, number } = scene.picture;
      // A recording that starts again goes back in time.
      if (pictureMs < sampledAtMs) trails.clear();
      else if (pictureMs - sampledAtMs < DOT_EVERY_MS) return false;
      sampledAtMs = pictureMs;
      for (let row = 0; row < scene.count; row++) {
        let trail = trails.get(number[row]!);
        if (trail === undefined) {
          trail = { places: new Float64Array(2 * HISTORY_DOTS), count: 0, lastSeenMs: pictureMs };
          trails.set(number[row]!, trail);
        }
        const at = 2 * (trail.count++ % HISTORY_DOTS);
        trail.places[at] = scene.x[row]!;
        trail.places[at + 1] = scene.y[row]!;
        trail.lastSeenMs = pictureMs;
      }
      for (const [number, trail] of trails) if (trail.lastSeenMs !== pictureMs) trails.delete(number);
      return true;
    },
    clear() {
      trails.clear();
      sampledAtMs = -Infinity;
    },
    forEachDot(scene, visit) {
      for (let row = 0; row < scene.count; row++) {
        const trail = trails.get(scene.picture.number[row]!);
        if (trail === undefined) continue;
        const dots = Math.min(trail.count, HISTORY_DOTS);
        for (let age = 1; age <= dots; age++) {
          const at = 2 * ((trail.count - age) % HISTORY_DOTS);
          visit(row, trail.places[at]!, trail.places[at + 1]!, age);
        }
      }
    },
  };
}
