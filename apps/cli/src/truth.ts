import { createFlatMap, type ObjectState, type PictureFrame } from '@commonsky/metrics';
import { CliError, ExitCode } from './errors.ts';
import { readLines } from './lines.ts';
import type { ScenarioMeta } from './scenario.ts';

/** Rows of a CSV file as records by column name. */
async function readTable(path: string, visit: (cell: (name: string) => string) => void): Promise<void> {
  let columns: Map<string, number> | undefined;
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      if (line === '') continue;
      const cells = line.split(',');
      if (columns) visit((name) => cells[columns!.get(name) ?? -1] ?? '');
      else columns = new Map(cells.map((name, k) => [name.trim(), k]));
    }
  }
}

const timeKey = (timeS: number): number => Math.round(timeS * 1000);

function collect(into: Map<number, ObjectState[]>, timeS: number, state: ObjectState): void {
  const list = into.get(timeKey(timeS));
  if (list) list.push(state);
  else into.set(timeKey(timeS), [state]);
}

const numberOr = (text: string, absent: number): number => (text === '' ? absent : Number(text));

/** The truth of a scenario and a tracks file (if any) on its plane, frame by frame. */
export async function readPicture(
  meta: ScenarioMeta,
  truthPath: string,
  tracksPath?: string,
): Promise<PictureFrame[]> {
  const truths = new Map<number, ObjectState[]>();
  await readTable(truthPath, (cell) => {
    collect(truths, Number(cell('time')), {
      id: cell('truth_id'),
      x: Number(cell('x')),
      y: Number(cell('y')),
      vx: Number(cell('vx')),
      vy: Number(cell('vy')),
    });
  });
  const map = createFlatMap(meta.origin_lat, meta.origin_lon);
  const tracks = new Map<number, ObjectState[]>();
  if (tracksPath !== undefined)
    await readTable(tracksPath, (cell) => {
      const onGridS = Math.round(Number(cell('time')) / meta.score_step) * meta.score_step;
      if (!(Math.abs(Number(cell('time')) - onGridS) <= 1e-3)) {
        throw new CliError(ExitCode.input, `${tracksPath}: time ${cell('time')} is not on the score grid`);
      }
      let x = Number(cell('x'));
      let y = Number(cell('y'));
      let vx = numberOr(cell('vx'), Number.NaN);
      let vy = numberOr(cell('vy'), Number.NaN);
      if (cell('lat') !== '') {
        const lat = Number(cell('lat'));
        const lon = Number(cell('lon'));
        [x, y] = map.toFlat(lat, lon);
        [vx, vy] = map.toFlatVelocity(lat, lon, numberOr(cell('alt'), 0), vx, vy);
      }
      const pxx = cell('pxx');
      collect(tracks, onGridS, {
        id: cell('track_id'),
        x,
        y,
        vx,
        vy,
        ...(pxx !== '' && { pxx: Number(pxx), pxy: Number(cell('pxy')), pyy: Number(cell('pyy')) }),
      });
    });
  return [...truths.keys()]
    .sort((a, b) => a - b)
    .map((key) => ({ timeS: key / 1000, truths: truths.get(key)!, tracks: tracks.get(key) ?? [] }));
}
