import type { Actions } from '../actions.ts';
import * as state from '../state.ts';
import { Banner } from './banner.tsx';
import { Help } from './help.tsx';
import { SensorPanel } from './sensor-panel.tsx';
import { TopBar } from './top-bar.tsx';
import { TrackDetailsPanel } from './track-details.tsx';
import { TrackList } from './track-list.tsx';
import { AlertPanel } from './watch/alert-panel.tsx';
import { IncidentPanel } from './watch/incident-panel.tsx';
import { LayerSwitch } from './watch/layer-switch.tsx';

/** Everything but the map, which lies underneath. */
export function App({ actions }: { readonly actions: Actions }) {
  const member = state.memberId.value;
  const number = state.selected.value;
  return (
    <>
      <TopBar actions={actions} />
      <Banner />
      <p class="map-note">
        Boundaries for orientation only, no position on the status of any area. Not for navigation.
      </p>
      <LayerSwitch actions={actions} />
      {state.panel.value === 'tracks' && <TrackList />}
      {state.panel.value === 'alerts' && <AlertPanel actions={actions} />}
      {state.panel.value === 'incidents' && <IncidentPanel actions={actions} />}
      {state.panel.value === 'sensors' && <SensorPanel actions={actions} />}
      {member !== undefined && number !== undefined && (
        <TrackDetailsPanel member={member} number={number} actions={actions} />
      )}
      {state.isHelpOpen.value && <Help />}
    </>
  );
}
