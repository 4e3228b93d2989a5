import type { Actions } from '../actions.ts';
import { formatDate, formatTime } from '../format.ts';
import * as state from '../state.ts';
import * as watch from '../watch/state.ts';
import { feedView } from './feed-view.ts';
import { useNow } from './use-now.ts';

export function TopBar({ actions }: { readonly actions: Actions }) {
  return (
    <header class="top-bar">
      <h1>Commonsky</h1>
      <MemberSwitch />
      <FeedBadge />
      <Clock />
      <TrackCount />
      <div class="tools" role="toolbar" aria-label="View">
        <Tool keyName="L" label={`Labels ${state.labelLevel.value}`} onClick={actions.nextLabelLevel} />
        <Tool
          keyName="V"
          label={state.vectorMin.value === 0 ? 'Vector off' : `Vector ${state.vectorMin.value} min`}
          onClick={actions.nextVector}
        />
        <Tool
          keyName="B"
          label="Range"
          isOn={state.measure.value.step !== 'off'}
          onClick={actions.toggleMeasure}
        />
        <Tool
          keyName="T"
          label="Tracks"
          isOn={state.panel.value === 'tracks'}
          onClick={() => actions.togglePanel('tracks')}
        />
        <Tool
          keyName="A"
          label="Alerts"
          count={watch.unseenCount.value}
          isOn={state.panel.value === 'alerts'}
          onClick={() => actions.togglePanel('alerts')}
        />
        <Tool
          keyName="I"
          label="Incidents"
          count={watch.openIncidentCount.value}
          isOn={state.panel.value === 'incidents'}
          onClick={() => actions.togglePanel('incidents')}
        />
        <Tool
          keyName="S"
          label="Sensors"
          isOn={state.panel.value === 'sensors'}
          onClick={() => actions.togglePanel('sensors')}
        />
        <Tool keyName="?" label="Help" isOn={state.isHelpOpen.value} onClick={actions.toggleHelp} />
      </div>
    </header>
  );
}

interface ToolProps {
  readonly keyName: string;
  readonly label: string;
  /** What waits there; nothing is said of none. */
  readonly count?: number;
  readonly isOn?: boolean;
  readonly onClick: () => void;
}

function Tool({ keyName, label, count = 0, isOn, onClick }: ToolProps) {
  return (
    <button type="button" aria-pressed={isOn} aria-keyshortcuts={keyName} onClick={onClick}>
      {label} {count > 0 && <span class={`badge ${label.toLowerCase()}`}>{count}</span>} <kbd>{keyName}</kbd>
    </button>
  );
}

function MemberSwitch() {
  return (
    <div class="members" role="radiogroup" aria-label="Whose picture">
      {state.members.value.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="radio"
          aria-checked={id === state.memberId.value}
          onClick={() => (state.memberId.value = id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function FeedBadge() {
  const view = feedView(state.connection.value, state.clock.value, useNow(1_000));
  return (
    <div class={`feed ${view.tone}`} role="status">
      <span class="feed-state">{view.label}</span>
      <span class="feed-detail">{view.detail}</span>
    </div>
  );
}

/** The picture's clock, carried on between the node's messages; it stops when they do. */
function Clock() {
  const nowMs = useNow(200);
  const heard = state.clock.value;
  const isHeard = heard !== undefined && state.connection.value.state === 'open';
  const sinceMs = isHeard ? Math.min(2_000, nowMs - heard.heardAtMs) * (heard.status.speed ?? 0) : 0;
  const utcMs = heard === undefined ? Number.NaN : heard.status.pictureMs + sinceMs;
  return (
    <time class="clock">
      <span class="date">{formatDate(utcMs)}</span>
      <span class="time">{formatTime(utcMs)}</span>
      <span class="zone">UTC</span>
    </time>
  );
}

function TrackCount() {
  void state.pictureCount.value;
  return (
    <div class="track-count">
      <b>{state.sceneSource.scene.count.toLocaleString('en')}</b> tracks
    </div>
  );
}
