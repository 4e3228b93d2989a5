import type { Alert } from '@commonsky/model';
import { useSignal } from '@preact/signals';
import type { Actions } from '../../actions.ts';
import { formatAge, formatTime } from '../../format.ts';
import {
  ALERT_NAMES,
  alertLife,
  alertState,
  formatFigure,
  formatPrediction,
  incidentOf,
} from '../../watch/alert-format.ts';
import { pictureNowMs } from '../../watch/picture-now.ts';
import * as watch from '../../watch/state.ts';
import {
  acknowledge,
  askForIncident,
  incidentTitle,
  openIncident,
  reject,
  selectAlert,
  shelve,
  unshelve,
} from '../../watch/watch-actions.ts';
import { ReasonForm } from './reason-form.tsx';

const REASON_MAX = 400;
const TITLE_MAX = 200;
const SHELF_MINUTES = [5, 10, 30, 60] as const;

interface Props {
  readonly alert: Alert;
  readonly actions: Actions;
}

/** One alert: a line or two, and everything about it when it is selected. */
export function AlertCard({ alert, actions }: Props) {
  const isSelected = watch.alertId.value === alert.id;
  const pictureMs = pictureNowMs();
  return (
    <li class={`alert ${alert.severity} ${alert.state}`} aria-current={isSelected} data-alert={alert.id}>
      <button type="button" class="alert-head" onClick={() => selectAlert(alert, actions.goTo)}>
        <span class="alert-name">{ALERT_NAMES[alert.kind]}</span>
        <span class="alert-state">
          {alert.severity}, {alertState(alert)}
        </span>
        <span class="alert-age" title="Since it was raised">
          {formatAge((alert.clearedMs ?? pictureMs) - alert.raisedMs)}
        </span>
        <span class="alert-text">{alert.text}</span>
        {alert.phase === 'predicted' && alert.prediction !== undefined && alert.clearedMs === undefined && (
          <span class="alert-prediction">{formatPrediction(alert.prediction, pictureMs)}</span>
        )}
      </button>
      {isSelected && <AlertMore alert={alert} />}
    </li>
  );
}

function AlertMore({ alert }: { readonly alert: Alert }) {
  const hasEnded = alert.state === 'cleared' || alert.state === 'rejected';
  return (
    <div class="alert-more">
      {!hasEnded && <AlertActions alert={alert} />}
      <dl class="facts">
        {alert.figures.map((figure) => (
          <div key={figure.name}>
            <dt>{figure.name}</dt>
            <dd>{formatFigure(figure)}</dd>
          </div>
        ))}
      </dl>
      <ol class="life">
        {alertLife(alert).map(({ atMs, text }) => (
          <li key={`${atMs} ${text}`}>
            <time>{formatTime(atMs)}</time> {text}
          </li>
        ))}
      </ol>
    </div>
  );
}

function AlertActions({ alert }: { readonly alert: Alert }) {
  const form = watch.alertForm.value;
  const close = (): void => void (watch.alertForm.value = undefined);
  if (form === 'shelve') return <ShelveForm alert={alert} onCancel={close} />;
  if (form === 'reject') {
    return (
      <ReasonForm
        label="Why is it a nuisance?"
        submit="Reject"
        lengthMax={REASON_MAX}
        hasFocus
        onSubmit={(reason) => void reject(alert, reason)}
        onCancel={close}
      />
    );
  }
  if (form === 'incident') {
    return (
      <ReasonForm
        label="Title of the incident"
        submit="Open"
        initial={incidentTitle(alert)}
        lengthMax={TITLE_MAX}
        hasFocus
        onSubmit={(title) => void openIncident(title, alert)}
        onCancel={close}
      />
    );
  }
  return (
    <div class="buttons" role="toolbar" aria-label="What to do">
      {alert.state === 'raised' && (
        <button type="button" class="primary" onClick={() => void acknowledge(alert)}>
          Acknowledge <kbd>Y</kbd>
        </button>
      )}
      {alert.state === 'shelved' ? (
        <button type="button" onClick={() => void unshelve(alert)}>
          Unshelve <kbd>Z</kbd>
        </button>
      ) : (
        <button type="button" onClick={() => (watch.alertForm.value = 'shelve')}>
          Shelve <kbd>Z</kbd>
        </button>
      )}
      <button type="button" onClick={() => (watch.alertForm.value = 'reject')}>
        Nuisance <kbd>X</kbd>
      </button>
      <button type="button" onClick={() => askForIncident(alert)}>
        {incidentOf(alert) === undefined ? 'Incident' : 'To incident'} <kbd>O</kbd>
      </button>
    </div>
  );
}

interface ShelveProps {
  readonly alert: Alert;
  readonly onCancel: () => void;
}

function ShelveForm({ alert, onCancel }: ShelveProps) {
  const minutes = useSignal<number>(SHELF_MINUTES[1]);
  return (
    <ReasonForm
      label="Why put it aside?"
      submit="Shelve"
      lengthMax={REASON_MAX}
      hasFocus
      onSubmit={(reason) => void shelve(alert, minutes.value, reason)}
      onCancel={onCancel}
    >
      <div class="choice" role="radiogroup" aria-label="For how long">
        {SHELF_MINUTES.map((each) => (
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={each === minutes.value}
            onClick={() => (minutes.value = each)}
          >
            {each} min
          </button>
        ))}
      </div>
    </ReasonForm>
  );
}
