import type { Actions } from '../../actions.ts';
import * as state from '../../state.ts';
import * as watch from '../../watch/state.ts';

/** What lies on the map beside the tracks, and what the colours of cells mean. */
export function LayerSwitch({ actions }: { readonly actions: Actions }) {
  return (
    <div class="layer-switch" role="toolbar" aria-label="Layers">
      {watch.hasInterference.value && (
        <p class="cell-legend">
          Aircraft with lost GNSS integrity today: <i class="low" /> to 2 % <i class="medium" /> to 10 %{' '}
          <i class="high" /> more
        </p>
      )}
      <button type="button" aria-pressed={watch.hasAirspaces.value} onClick={actions.toggleAirspaces}>
        Airspaces <kbd>U</kbd>
      </button>
      <button type="button" aria-pressed={watch.hasInterference.value} onClick={actions.toggleInterference}>
        GNSS <kbd>G</kbd>
      </button>
      <button type="button" aria-pressed={state.hasCoverage.value} onClick={actions.toggleCoverage}>
        Coverage <kbd>R</kbd>
      </button>
    </div>
  );
}
