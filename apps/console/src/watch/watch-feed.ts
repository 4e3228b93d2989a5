import type { IncidentState } from '@commonsky/model';
import { effect } from '@preact/signals';
import { ask } from '../ask.ts';
import * as state from '../state.ts';
import * as watch from './state.ts';

const AIRSPACES_EVERY_MS = 10_000;
const INTERFERENCE_EVERY_MS = 30_000;
/** A partner writes in an incident as well. */
const INCIDENTS_EVERY_MS = 3_000;

/** What is asked for, by its path. */
interface Parts {
  readonly airspaces: watch.Airspaces;
  readonly interference: watch.Interference;
  readonly incidents: readonly IncidentState[];
}

/** Keeps airspaces, interference and incidents of the member shown up to date. */
export function startWatchFeed(): void {
  let shownMember: string | undefined;
  effect(() => {
    if (state.memberId.value === shownMember) return;
    shownMember = state.memberId.value;
    watch.forgetWatch();
  });
  effect(() =>
    poll(state.memberId.value, 'airspaces', AIRSPACES_EVERY_MS, (value) => {
      watch.airspaces.value = value;
    }),
  );
  effect(() => {
    if (!watch.hasInterference.value) return undefined;
    return poll(state.memberId.value, 'interference', INTERFERENCE_EVERY_MS, (value) => {
      watch.interference.value = value;
    });
  });
  effect(() =>
    poll(state.memberId.value, 'incidents', INCIDENTS_EVERY_MS, (value) => {
      watch.incidents.value = value;
    }),
  );
}

/**
 * Asks at once and then again after every answer; the result ends it. The last good answer stays, and
 * the same answer again is not received: whoever draws it has it already.
 */
function poll<P extends keyof Parts>(
  member: string | undefined,
  path: P,
  everyMs: number,
  receive: (value: Parts[P]) => void,
): (() => void) | undefined {
  if (member === undefined) return undefined;
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let received: string | undefined;
  async function once(id: string): Promise<void> {
    const answer = await ask<Parts[P]>(id, path, { signal: abort.signal });
    if (abort.signal.aborted) return;
    if (answer.state === 'known') {
      const text = JSON.stringify(answer.value);
      if (text !== received) receive(answer.value);
      received = text;
    }
    timer = setTimeout(() => void once(id), everyMs);
  }
  void once(member);
  return () => {
    abort.abort();
    clearTimeout(timer);
  };
}
