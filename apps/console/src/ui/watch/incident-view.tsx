import type { IncidentContent, IncidentDetails, IncidentEntry, IncidentState } from '@commonsky/model';
import { useSignal } from '@preact/signals';
import type { Actions } from '../../actions.ts';
import { formatDate, formatTime } from '../../format.ts';
import * as state from '../../state.ts';
import { entryText } from '../../watch/incident-format.ts';
import * as watch from '../../watch/state.ts';
import { writeEntry } from '../../watch/watch-actions.ts';
import { useAsked } from '../use-asked.ts';
import { memberName } from './member-name.ts';
import { ReasonForm } from './reason-form.tsx';

const REFRESH_MS = 2_000;
const TEXT_MAX = 4_000;

interface Props {
  readonly member: string;
  readonly id: string;
  readonly actions: Actions;
}

/** One incident: where it stands, its timeline by all members, and what can be done. */
export function IncidentView({ member, id, actions }: Props) {
  const turn = useSignal(0);
  const answer = useAsked<IncidentDetails>(member, `incidents/${id}`, REFRESH_MS, turn.value);
  async function write(content: IncidentContent): Promise<boolean> {
    const isWritten = await writeEntry(id, content);
    turn.value++;
    return isWritten;
  }
  const back = (
    <button type="button" aria-label="All incidents" onClick={() => (watch.incidentId.value = undefined)}>
      ‹ All
    </button>
  );
  if (answer.state !== 'known') {
    return (
      <>
        <div class="panel-head">{back}</div>
        <p class="note fill">
          {answer.state === 'asking' ? 'Asking the node…' : 'It is not there any more.'}
        </p>
      </>
    );
  }
  const { state: incident, timeline } = answer.value;
  const report = `api/v1/members/${member}/incidents/${id}/report`;
  return (
    <>
      <div class="panel-head">
        {back}
        <a href={report} target="_blank" rel="noreferrer">
          Report
        </a>
        <a href={`${report}?format=json`} download={`${id}.json`}>
          JSON
        </a>
      </div>
      <div class="incident-summary">
        <h2>{incident.title}</h2>
        <p>
          <span class={`incident-status ${incident.status}`}>{incident.status}</span> Led by{' '}
          {incident.lead === undefined ? 'nobody' : memberName(incident.lead)}.{' '}
          {incident.acknowledgedBy.length > 0 &&
            `Acknowledged by ${incident.acknowledgedBy.map(memberName).join(', ')}.`}
        </p>
        <IncidentTracks incident={incident} member={member} actions={actions} />
      </div>
      <ol class="timeline" aria-label="Timeline">
        {timeline.map((entry) => (
          <TimelineEntry
            key={`${entry.member} ${entry.number}`}
            entry={entry}
            isOurs={entry.member === member}
          />
        ))}
      </ol>
      <IncidentActions incident={incident} member={member} onWrite={write} />
    </>
  );
}

function TimelineEntry({ entry, isOurs }: { readonly entry: IncidentEntry; readonly isOurs: boolean }) {
  const { atMs, author, content, member } = entry;
  return (
    <li class={isOurs ? 'ours' : 'theirs'}>
      <p class="entry-head">
        <time title={`${formatDate(atMs)} UTC`}>{formatTime(atMs)}</time>
        <b>{memberName(member)}</b> {author}
      </p>
      <p>{entryText(content, memberName)}</p>
    </li>
  );
}

interface TracksProps {
  readonly incident: IncidentState;
  readonly member: string;
  readonly actions: Actions;
}

function IncidentTracks({ incident, member, actions }: TracksProps) {
  void state.pictureCount.value;
  const { rowOf } = state.sceneSource.scene;
  if (incident.tracks.length === 0) return null;
  return (
    <p class="incident-tracks">
      Tracks{' '}
      {incident.tracks.map(({ member: owner, track }) => {
        const isHere = owner === member && rowOf(track) !== undefined;
        return (
          <button
            key={`${owner} ${track}`}
            type="button"
            disabled={!isHere}
            title={isHere ? 'Show on the map' : 'Not in this picture'}
            onClick={() => {
              state.selected.value = track;
              actions.centerSelected();
            }}
          >
            {memberName(owner)} {track}
          </button>
        );
      })}
    </p>
  );
}

interface ActionsProps {
  readonly incident: IncidentState;
  readonly member: string;
  readonly onWrite: (content: IncidentContent) => Promise<boolean>;
}

function IncidentActions({ incident, member, onWrite }: ActionsProps) {
  const form = useSignal<'note' | 'close' | 'reopen' | 'handOver'>('note');
  const { status, acknowledgedBy, lead } = incident;
  const cancel = (): void => void (form.value = 'note');
  async function end(content: IncidentContent): Promise<boolean> {
    const isWritten = await onWrite(content);
    if (isWritten) cancel();
    return isWritten;
  }
  const others = state.members.value.filter(({ id }) => id !== lead);
  const close = form.value === 'close' || form.value === 'reopen' ? form.value : undefined;
  return (
    <div class="incident-actions">
      {form.value === 'note' && (
        <ReasonForm
          label="Write in the timeline"
          submit="Add"
          lengthMax={TEXT_MAX}
          onSubmit={(text) => onWrite({ type: 'note', text })}
        />
      )}
      {close !== undefined && (
        <ReasonForm
          key={close}
          label={close === 'close' ? 'How did it end?' : 'Why again?'}
          submit={close === 'close' ? 'Close' : 'Reopen'}
          lengthMax={TEXT_MAX}
          hasFocus
          onSubmit={(reason) => end({ type: close, reason })}
          onCancel={cancel}
        />
      )}
      {form.value === 'handOver' && (
        <div class="buttons">
          {others.map(({ id, name }) => (
            <button key={id} type="button" onClick={() => void end({ type: 'handOver', to: id })}>
              to {name}
            </button>
          ))}
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        </div>
      )}
      {form.value === 'note' && (
        <div class="buttons" role="toolbar" aria-label="What to do">
          {!acknowledgedBy.includes(member) && (
            <button type="button" onClick={() => void onWrite({ type: 'acknowledge' })}>
              Acknowledge
            </button>
          )}
          {status === 'open' && others.length > 0 && (
            <button type="button" onClick={() => (form.value = 'handOver')}>
              Hand over
            </button>
          )}
          <button type="button" onClick={() => (form.value = status === 'open' ? 'close' : 'reopen')}>
            {status === 'open' ? 'Close' : 'Reopen'}
          </button>
        </div>
      )}
    </div>
  );
}
