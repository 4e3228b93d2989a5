import type { SensorKind, SensorStatus } from '@commonsky/model';
import type { Actions } from '../actions.ts';
import { formatAge } from '../format.ts';
import * as state from '../state.ts';

const KIND_NAMES: Readonly<Record<SensorKind, string>> = {
  psr: 'Primary radar',
  ssr: 'Secondary radar',
  modeS: 'Mode S radar',
  psrSsr: 'Primary and secondary radar',
  psrModeS: 'Primary and Mode S radar',
  adsb: 'ADS-B receiver',
  mlat: 'Multilateration',
  tracks: 'Track feed',
};

const STATE_NAMES = { up: 'up', silent: 'silent', never: 'never heard' } as const;

/** Health of everything that feeds this member's picture. */
export function SensorPanel({ actions }: { readonly actions: Actions }) {
  const all = state.sensors.value;
  const pictureMs = state.clock.value?.status.pictureMs ?? Number.NaN;
  // Green lamps of a node that is gone would say what nobody knows.
  const isOld = state.connection.value.state !== 'open';
  return (
    <section class={`panel dock sensor-panel${isOld ? ' is-old' : ''}`} aria-label="Sensors">
      <div class="panel-head">
        <h2>
          Sensors{' '}
          <span class="count">
            {isOld
              ? 'as last heard'
              : `${all.filter((sensor) => sensor.state === 'up').length}/${all.length} up`}
          </span>
        </h2>
        <button type="button" aria-pressed={state.hasCoverage.value} onClick={actions.toggleCoverage}>
          Coverage <kbd>R</kbd>
        </button>
      </div>
      <ul class="sensors">
        {all.map((status) => (
          <SensorRow key={status.sensor.id} status={status} pictureMs={pictureMs} actions={actions} />
        ))}
      </ul>
      {all.length === 0 && <p class="note">No sensor has been heard yet.</p>}
    </section>
  );
}

interface RowProps {
  readonly status: SensorStatus;
  readonly pictureMs: number;
  readonly actions: Actions;
}

function SensorRow({ status, pictureMs, actions }: RowProps) {
  const { sensor, lastPlotMs, note } = status;
  const { latDeg, lonDeg } = sensor;
  const canGo = latDeg !== undefined && lonDeg !== undefined;
  return (
    <li>
      <button
        type="button"
        class="sensor"
        disabled={!canGo}
        title={canGo ? 'Show on the map' : 'Its site is not known'}
        onClick={() => canGo && actions.goTo(latDeg, lonDeg)}
      >
        <span class={`lamp ${status.state}`} aria-hidden="true" />
        <span class="sensor-name">{sensor.name}</span>
        <span class="sensor-state">{STATE_NAMES[status.state]}</span>
        <span class="sensor-kind">
          {KIND_NAMES[sensor.kind]}, {sensor.owner.toUpperCase()}
        </span>
        <span class="sensor-rate">{status.plotsPerS.toFixed(1)} plots/s</span>
        <span class="sensor-more">
          {status.plots.toLocaleString('en')} plots, {status.rejects.toLocaleString('en')} rejected
        </span>
        <span class="sensor-age">{lastPlotMs === undefined ? '' : formatAge(pictureMs - lastPlotMs)}</span>
        {note !== undefined && <span class="sensor-note">{note}</span>}
      </button>
    </li>
  );
}
