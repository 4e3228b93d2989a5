import type { Identification, StandardIdentity } from '@commonsky/model';
import { useSignal } from '@preact/signals';
import { formatTime } from '../../format.ts';
import { IDENTITY_NAMES, OVERRIDES } from '../../identity.ts';
import * as state from '../../state.ts';
import { clearOverride, overrideIdentity } from '../../watch/watch-actions.ts';
import { IdentitySymbol } from '../identity-symbol.tsx';
import { useAsked } from '../use-asked.ts';
import { memberName } from './member-name.ts';
import { ReasonForm } from './reason-form.tsx';

const REFRESH_MS = 2_000;
const REASON_MAX = 400;
/** A bar of full length: the weight that makes a friend. */
const WEIGHT_FULL = 1.5;

/** Who the selected track is found to be, by what evidence, and an officer's own word. */
export function IdentitySection({ number }: { readonly number: number }) {
  const turn = useSignal(0);
  const isChanging = useSignal(false);
  const path = `tracks/${number}/identity`;
  const answer = useAsked<Identification>(state.memberId.value, path, REFRESH_MS, turn.value);
  if (answer.state !== 'known') {
    return <p class="note">{answer.state === 'asking' ? 'Asking for its identity…' : 'Not identified.'}</p>;
  }
  const { identity, reportedBy, evidence, override, conflicts, planId } = answer.value;

  async function change(to: StandardIdentity, reason: string): Promise<void> {
    if (!(await overrideIdentity(number, to, reason))) return;
    isChanging.value = false;
    turn.value++;
  }
  async function takeBack(): Promise<void> {
    if (await clearOverride(number)) turn.value++;
  }

  return (
    <section class="identity" aria-label="Identity">
      <h3>Identity</h3>
      <p class={`identity-name ${identity}`}>
        <IdentitySymbol identity={identity} />
        <b>{IDENTITY_NAMES[identity]}</b>
        {planId !== undefined && <span class="plan">plan {planId}</span>}
        {!isChanging.value && (
          <button type="button" onClick={() => (isChanging.value = true)}>
            Change
          </button>
        )}
      </p>
      {reportedBy !== undefined && (
        <p class="identity-note">The word of {memberName(reportedBy)}, not ours.</p>
      )}
      {override !== undefined && (
        <p class="identity-note">
          Set by {override.author} at {formatTime(override.atMs)}: {override.reason}{' '}
          <button type="button" onClick={() => void takeBack()}>
            Take back
          </button>
        </p>
      )}
      {isChanging.value && (
        <OverrideForm
          current={identity}
          onCancel={() => (isChanging.value = false)}
          onChoose={(to, reason) => void change(to, reason)}
        />
      )}
      {conflicts.map((text) => (
        <p key={text} class="identity-note conflict">
          {text}
        </p>
      ))}
      <ul class="evidence">
        {evidence.map(({ source, towards, weight, text }) => (
          <li
            key={`${source} ${towards} ${text}`}
            class={towards}
            title={`${towards}, weight ${weight.toFixed(2)}`}
          >
            <meter min={0} max={WEIGHT_FULL} value={weight} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FormProps {
  readonly current: StandardIdentity;
  readonly onChoose: (identity: StandardIdentity, reason: string) => void;
  readonly onCancel: () => void;
}

function OverrideForm({ current, onChoose, onCancel }: FormProps) {
  const chosen = useSignal<StandardIdentity>(current === 'hostile' ? 'suspect' : current);
  return (
    <ReasonForm
      label="Why?"
      submit="Set"
      lengthMax={REASON_MAX}
      hasFocus
      onSubmit={(reason) => onChoose(chosen.value, reason)}
      onCancel={onCancel}
    >
      <div class="choice" role="radiogroup" aria-label="Identity">
        {OVERRIDES.map((identity) => (
          <button
            key={identity}
            type="button"
            role="radio"
            aria-checked={identity === chosen.value}
            onClick={() => (chosen.value = identity)}
          >
            <IdentitySymbol identity={identity} />
            {IDENTITY_NAMES[identity]}
          </button>
        ))}
      </div>
    </ReasonForm>
  );
}
