/** What an officer does about alerts, identities and incidents; keys and buttons call the same. */
import type {
  Alert,
  AlertActionRequest,
  IncidentContent,
  IncidentEntry,
  IncidentState,
  StandardIdentity,
} from '@commonsky/model';
import { batch } from '@preact/signals';
import { type Answer, ask } from '../ask.ts';
import { formatName } from '../format.ts';
import { notify } from '../notify.ts';
import * as state from '../state.ts';
import { ALERT_NAMES, incidentOf } from './alert-format.ts';
import { nextUnseen } from './alert-order.ts';
import { pictureNowMs } from './picture-now.ts';
import * as watch from './state.ts';

const MINUTE_MS = 60_000;

export function selectedAlert(): Alert | undefined {
  return watch.alerts.peek().find(({ id }) => id === watch.alertId.peek());
}

/** Selects an alert and its first track, and brings the place to the middle of the map. */
export function selectAlert(alert: Alert, goTo: (latDeg: number, lonDeg: number) => void): void {
  const { picture, rowOf } = state.sceneSource.scene;
  const number = alert.tracks.find((track) => rowOf(track) !== undefined);
  const row = number === undefined ? undefined : rowOf(number);
  batch(() => {
    if (watch.alertId.value !== alert.id) watch.alertForm.value = undefined;
    watch.alertId.value = alert.id;
    state.selected.value = number;
  });
  if (row === undefined) goTo(alert.latDeg, alert.lonDeg);
  else goTo(picture.latDeg[row]!, picture.lonDeg[row]!);
}

/** Opens the list at the next alert that nobody has seen. */
export function selectNextAlert(goTo: (latDeg: number, lonDeg: number) => void): void {
  state.panel.value = 'alerts';
  const alert = nextUnseen(watch.sortedAlerts.peek(), watch.alertId.peek());
  if (alert !== undefined) selectAlert(alert, goTo);
}

export async function acknowledge(alert: Alert): Promise<void> {
  await act({ action: 'acknowledge', alert: alert.id, author: watch.signature() });
}

export async function unshelve(alert: Alert): Promise<void> {
  await act({ action: 'unshelve', alert: alert.id, author: watch.signature() });
}

export async function shelve(alert: Alert, minutes: number, reason: string): Promise<void> {
  const untilMs = pictureNowMs() + minutes * MINUTE_MS;
  await act({ action: 'shelve', alert: alert.id, author: watch.signature(), untilMs, reason });
}

export async function reject(alert: Alert, reason: string): Promise<void> {
  await act({ action: 'reject', alert: alert.id, author: watch.signature(), reason });
}

async function act(request: AlertActionRequest): Promise<void> {
  const answer = await send<Alert>('alerts/actions', 'POST', request);
  if (answer === undefined) return;
  batch(() => {
    watch.alertForm.value = undefined;
    // The stream says the same within a second; an officer does not wait for it.
    watch.alerts.value = watch.alerts.value.flatMap((alert) => {
      if (alert.id !== answer.id) return alert;
      return answer.state === 'rejected' || answer.state === 'cleared' ? [] : answer;
    });
  });
}

/** Leads to the incident of an alert, or asks for the title of a new one. */
export function askForIncident(alert: Alert): void {
  const incident = incidentOf(alert);
  batch(() => {
    if (incident === undefined) {
      state.panel.value = 'alerts';
      watch.alertForm.value = 'incident';
    } else {
      state.panel.value = 'incidents';
      watch.incidentId.value = incident;
    }
  });
}

/** What an incident is called unless the officer says otherwise. */
export function incidentTitle({ kind, tracks }: Alert): string {
  const { picture, rowOf } = state.sceneSource.scene;
  const names = tracks.map((number) => {
    const row = rowOf(number);
    return row === undefined ? `#${number}` : formatName(picture.identity[row]!, number);
  });
  return [ALERT_NAMES[kind], ...(names.length > 0 ? [names.join(' and ')] : [])].join(': ');
}

export async function openIncident(title: string, alert?: Alert): Promise<void> {
  const opened = await send<IncidentState>('incidents', 'POST', {
    title,
    author: watch.signature(),
    ...(alert !== undefined && { alert: alert.id }),
  });
  if (opened === undefined) return;
  batch(() => {
    watch.alertForm.value = undefined;
    watch.incidents.value = [...watch.incidents.value, opened];
    watch.incidentId.value = opened.id;
    state.panel.value = 'incidents';
  });
}

/** True when the line is in the timeline. */
export async function writeEntry(incident: string, content: IncidentContent): Promise<boolean> {
  const body = { author: watch.signature(), content };
  return (await send<IncidentEntry>(`incidents/${incident}/entries`, 'POST', body)) !== undefined;
}

/** True when the node has taken it over. */
export async function overrideIdentity(
  track: number,
  identity: StandardIdentity,
  reason: string,
): Promise<boolean> {
  const body = { identity, author: watch.signature(), reason };
  return (await send<object>(`tracks/${track}/identity`, 'PUT', body)) !== undefined;
}

export async function clearOverride(track: number): Promise<boolean> {
  return (await send<object>(`tracks/${track}/identity`, 'DELETE')) !== undefined;
}

/** The node's answer; what it refuses is said across the map. */
async function send<T extends object>(
  path: string,
  method: 'POST' | 'PUT' | 'DELETE',
  body?: object,
): Promise<T | undefined> {
  const member = state.memberId.peek();
  if (member === undefined) return undefined;
  const answer: Answer<T | undefined> = await ask(member, path, {
    method,
    ...(body !== undefined && { body }),
  });
  switch (answer.state) {
    case 'known':
      return answer.value ?? ({} as T);
    case 'missing':
      notify('Not done: it is no longer there');
      return undefined;
    case 'failed':
      notify(`Not done: ${answer.reason}`);
      return undefined;
  }
}
