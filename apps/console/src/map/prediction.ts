import type { Alert } from '@commonsky/model';
import type { Scene, SceneSource } from '../scene.ts';
import { screenX, screenY, type View } from './mercator.ts';

/** Mercator place of a row when it flies straight on to `atMs`, not before the moment shown. */
export function placeAt(
  scene: Scene,
  row: number,
  carriedS: number,
  atMs: number,
): { readonly x: number; readonly y: number } {
  const seconds = Math.max(carriedS, (atMs - scene.picture.pictureMs) / 1000);
  return {
    x: scene.x[row]! + scene.velocityX[row]! * seconds,
    y: scene.y[row]! + scene.velocityY[row]! * seconds,
  };
}

const RING_PX = 5;

/**
 * What alerts foresee: from each track a dashed line to where it is when it happens, a ring there
 * and, thicker, the stretch of ±1σ in time.
 */
export function drawPredictions(
  pen: CanvasRenderingContext2D,
  view: View,
  { scene }: SceneSource,
  alerts: readonly Alert[],
  carriedS: number,
  color: string,
): void {
  pen.save();
  pen.strokeStyle = color;
  for (const { phase, state, prediction, tracks } of alerts) {
    if (phase !== 'predicted' || prediction === undefined || state === 'shelved') continue;
    pen.globalAlpha = state === 'raised' ? 1 : 0.6;
    for (const number of tracks) {
      const row = scene.rowOf(number);
      if (row === undefined) continue;
      const at = (offsetMs: number): [x: number, y: number] => {
        const { x, y } = placeAt(scene, row, carriedS, prediction.atMs + offsetMs);
        return [screenX(view, x), screenY(view, y)];
      };
      const sigmaMs = prediction.sigmaS * 1000;
      const [x, y] = at(0);
      pen.lineWidth = 1.2;
      pen.setLineDash([5, 4]);
      pen.beginPath();
      pen.moveTo(...at(-Infinity));
      pen.lineTo(x, y);
      pen.stroke();
      pen.setLineDash([]);
      pen.beginPath();
      pen.arc(x, y, RING_PX, 0, 2 * Math.PI);
      pen.stroke();
      pen.lineWidth = 3;
      pen.beginPath();
      pen.moveTo(...at(-sigmaMs));
      pen.lineTo(...at(sigmaMs));
      pen.stroke();
    }
  }
  pen.restore();
}
