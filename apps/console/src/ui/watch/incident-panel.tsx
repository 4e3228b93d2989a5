import type { IncidentState } from '@commonsky/model';
import { useSignal } from '@preact/signals';
import type { Actions } from '../../actions.ts';
import * as state from '../../state.ts';
import * as watch from '../../watch/state.ts';
import { openIncident } from '../../watch/watch-actions.ts';
import { IncidentView } from './incident-view.tsx';
import { memberName } from './member-name.ts';
import { Officer } from './officer.tsx';
import { ReasonForm } from './reason-form.tsx';

const TITLE_MAX = 200;

/** The incidents of this member, or one of them. */
export function IncidentPanel({ actions }: { readonly actions: Actions }) {
  const id = watch.incidentId.value;
  const member = state.memberId.value;
  return (
    <section class="panel dock incident-panel" aria-label="Incidents">
      {id === undefined || member === undefined ? (
        <IncidentList />
      ) : (
        <IncidentView key={id} member={member} id={id} actions={actions} />
      )}
      <Officer />
    </section>
  );
}

function IncidentList() {
  const isOpening = useSignal(false);
  const all = watch.incidents.value;
  const open = all.filter(({ status }) => status === 'open');
  const closed = all.filter(({ status }) => status === 'closed');
  return (
    <>
      <div class="panel-head">
        <h2>
          Incidents <span class="count">{open.length} open</span>
        </h2>
        <button type="button" onClick={() => (isOpening.value = !isOpening.value)}>
          New
        </button>
      </div>
      {isOpening.value && (
        <ReasonForm
          label="Title of the incident"
          submit="Open"
          lengthMax={TITLE_MAX}
          hasFocus
          onSubmit={(title) => void openIncident(title)}
          onCancel={() => (isOpening.value = false)}
        />
      )}
      {all.length === 0 && <p class="note fill">None yet. An alert can be opened as one: O.</p>}
      <ul class="incidents">
        {[...open, ...closed].map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </ul>
    </>
  );
}

function IncidentRow({ incident }: { readonly incident: IncidentState }) {
  const { id, title, status, lead, tracks } = incident;
  return (
    <li>
      <button type="button" class={`incident ${status}`} onClick={() => (watch.incidentId.value = id)}>
        <span class="incident-title">{title}</span>
        <span class="incident-status">{status}</span>
        <span class="incident-more">
          led by {lead === undefined ? 'nobody' : memberName(lead)}
          {tracks.length > 0 && `, ${tracks.length} ${tracks.length === 1 ? 'track' : 'tracks'}`}
        </span>
      </button>
    </li>
  );
}
