import { STANDARD_IDENTITIES } from '@commonsky/model';
import { filteredIdentities, IDENTITY_NAMES, toggleIdentity } from '../identity.ts';
import * as state from '../state.ts';
import { IdentitySymbol } from './identity-symbol.tsx';

/** How many there are of each identity; a press keeps the others out of the foreground. */
export function IdentityFilter() {
  void state.pictureCount.value;
  const chosen = filteredIdentities(state.filterText.value);
  const counts = STANDARD_IDENTITIES.map(() => 0);
  const { scene } = state.sceneSource;
  for (let row = 0; row < scene.count; row++) counts[scene.identity[row]!]!++;
  return (
    <div class="identity-filter" role="group" aria-label="Filter by identity">
      {STANDARD_IDENTITIES.map((identity, i) => (
        <button
          key={identity}
          type="button"
          title={IDENTITY_NAMES[identity]}
          aria-pressed={chosen.has(identity)}
          onClick={() => (state.filterText.value = toggleIdentity(state.filterText.value, identity))}
        >
          <IdentitySymbol identity={identity} />
          {counts[i]}
        </button>
      ))}
    </div>
  );
}
