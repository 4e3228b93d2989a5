import * as state from './state.ts';

/** How long a problem stays on the screen. */
const PROBLEM_MS = 8_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says across the map that something went wrong. */
export function notify(text: string): void {
  state.problem.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => (state.problem.value = undefined), PROBLEM_MS);
}
