import type { Alert } from '@commonsky/model';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Actions } from '../../actions.ts';
import { trackStep } from '../../keys.ts';
import * as state from '../../state.ts';
import { stepFrom } from '../../watch/alert-order.ts';
import * as watch from '../../watch/state.ts';
import { selectAlert } from '../../watch/watch-actions.ts';
import { useAsked } from '../use-asked.ts';
import { AlertCard } from './alert-card.tsx';
import { Officer } from './officer.tsx';

const HISTORY_EVERY_MS = 5_000;
/** Ended alerts shown, the newest. */
const HISTORY_MAX = 200;

/** What the watch has found, first what nobody has seen. */
export function AlertPanel({ actions }: { readonly actions: Actions }) {
  const isHistory = useSignal(false);
  const all = watch.sortedAlerts.value;
  const leftOut = watch.alertTotal.value - all.length;
  return (
    <section class="panel dock alert-panel" aria-label="Alerts">
      <div class="panel-head">
        <h2>
          Alerts{' '}
          <span class="count">
            {watch.unseenCount.value} unseen, {watch.alertTotal.value} standing
          </span>
        </h2>
        <button
          type="button"
          aria-pressed={isHistory.value}
          onClick={() => (isHistory.value = !isHistory.value)}
        >
          Ended
        </button>
      </div>
      {isHistory.value ? <History actions={actions} /> : <Standing all={all} actions={actions} />}
      {!isHistory.value && leftOut > 0 && <p class="note">{leftOut} less urgent ones are not shown.</p>}
      <Officer />
    </section>
  );
}

interface ListProps {
  readonly all: readonly Alert[];
  readonly actions: Actions;
}

function Standing({ all, actions }: ListProps) {
  useEffect(() => {
    trackStep.step = (by) => {
      const next = stepFrom(all, watch.alertId.value, by);
      if (next !== undefined) selectAlert(next, actions.goTo);
    };
    return () => (trackStep.step = undefined);
  });
  useEffect(() => {
    document.querySelector('.alert[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [watch.alertId.value]);
  if (all.length === 0) return <p class="note fill">Nothing stands.</p>;
  return <Cards all={all} actions={actions} />;
}

function History({ actions }: { readonly actions: Actions }) {
  const answer = useAsked<readonly Alert[]>(state.memberId.value, 'alerts/history', HISTORY_EVERY_MS);
  if (answer.state === 'asking') return <p class="note fill">Asking the node…</p>;
  if (answer.state !== 'known') return <p class="note bad fill">The node does not say.</p>;
  if (answer.value.length === 0) return <p class="note fill">None has ended yet.</p>;
  return <Cards all={answer.value.slice(-HISTORY_MAX).toReversed()} actions={actions} />;
}

function Cards({ all, actions }: ListProps) {
  return (
    <ul class="alerts">
      {all.map((alert) => (
        <AlertCard key={alert.id} alert={alert} actions={actions} />
      ))}
    </ul>
  );
}
