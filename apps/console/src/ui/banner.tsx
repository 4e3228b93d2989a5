import { formatTime } from '../format.ts';
import * as state from '../state.ts';
import { feedView } from './feed-view.ts';
import { useNow } from './use-now.ts';

const MEASURE_HINTS = {
  from: 'Range and bearing: choose the first track or place',
  to: 'Range and bearing: choose the second track or place',
} as const;

/** Across the map: that what is shown is not now, and hints of the tool in hand. */
export function Banner() {
  const view = feedView(state.connection.value, state.clock.value, useNow(1_000));
  const shownAtMs = state.sceneSource.scene.picture.pictureMs;
  const { step } = state.measure.value;
  return (
    <div class="banners" aria-live="polite">
      {view.tone === 'bad' && (
        <p class="banner bad">
          <b>{view.label}</b> Picture of {formatTime(shownAtMs)} UTC, {view.detail}
        </p>
      )}
      {state.problem.value !== undefined && <p class="banner notice">{state.problem.value}</p>}
      {(step === 'from' || step === 'to') && <p class="banner hint">{MEASURE_HINTS[step]}</p>}
    </div>
  );
}
