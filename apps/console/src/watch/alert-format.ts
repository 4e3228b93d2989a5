import type { Alert, AlertAction, AlertFigure, AlertKind, AlertPrediction } from '@commonsky/model';
import { formatTime } from '../format.ts';

export const ALERT_NAMES: Readonly<Record<AlertKind, string>> = {
  airspace: 'Airspace',
  border: 'Border crossing',
  emergency: 'Emergency code',
  communicationLoss: 'Radio failure',
  lostTrack: 'Lost track',
  duplicateAddress: 'Duplicate address',
  identityConflict: 'Identity conflict',
  spoofing: 'False position',
  gnssInterference: 'GNSS interference',
  conflict: 'Conflict',
  lowSlow: 'Low and slow',
  minimumAltitude: 'Minimum altitude',
};

/** What a label says of an alert; the emergency codes have words of their own there. */
const LABEL_WORDS: Readonly<Record<AlertKind, string | undefined>> = {
  airspace: 'AIRSPACE',
  border: 'BORDER',
  emergency: undefined,
  communicationLoss: undefined,
  lostTrack: 'LOST',
  duplicateAddress: 'DUPLICATE',
  identityConflict: 'IDENTITY',
  spoofing: 'POSITION',
  gnssInterference: 'GNSS',
  conflict: 'CONFLICT',
  lowSlow: 'LOW SLOW',
  minimumAltitude: 'LOW',
};

/** `AIRSPACE`, or `AIRSPACE 95s` before it happens. */
export function alertLabel({ kind, phase, prediction }: Alert, pictureMs: number): string | undefined {
  const word = LABEL_WORDS[kind];
  if (word === undefined || phase !== 'predicted' || prediction === undefined) return word;
  return `${word} ${secondsTo(prediction, pictureMs)}s`;
}

/** `in 95 s ± 4 s, 92 %`. */
export function formatPrediction(prediction: AlertPrediction, pictureMs: number): string {
  const { sigmaS, probability } = prediction;
  return `in ${secondsTo(prediction, pictureMs)} s ± ${Math.ceil(sigmaS)} s, ${Math.round(probability * 100)} %`;
}

function secondsTo({ atMs }: AlertPrediction, pictureMs: number): number {
  return Math.max(0, Math.round((atMs - pictureMs) / 1000));
}

export function formatFigure({ value, unit }: AlertFigure): string {
  if (unit === '1') return `${Math.round(value * 100)} %`;
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 1;
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (unit === '') return text;
  return unit === '°' ? `${text}°` : `${text} ${unit}`;
}

/** The incident that was opened from an alert last. */
export function incidentOf({ actions }: Alert): string | undefined {
  return actions.findLast(({ action }) => action === 'incident')?.reason;
}

export interface LifeLine {
  readonly atMs: number;
  readonly text: string;
}

/** What has happened to an alert so far, oldest first. */
export function alertLife(alert: Alert): LifeLine[] {
  const { raisedMs, presentMs, clearedMs, state, actions, ruleId, ruleSetVersion } = alert;
  const lines: LifeLine[] = [
    { atMs: raisedMs, text: `Raised by rule ${ruleId}, rule set ${ruleSetVersion}` },
    ...actions.map((action) => ({ atMs: action.atMs, text: actionText(action) })),
  ];
  if (presentMs !== undefined && presentMs > raisedMs) lines.push({ atMs: presentMs, text: 'It happened' });
  const isSaid = actions.some(({ action }) => action === 'clear');
  if (state === 'cleared' && clearedMs !== undefined && !isSaid)
    lines.push({ atMs: clearedMs, text: 'Cleared: the cause is gone' });
  return lines.toSorted((a, b) => a.atMs - b.atMs);
}

const ACTION_WORDS: Readonly<Record<AlertAction['action'], string>> = {
  acknowledge: 'Acknowledged',
  shelve: 'Shelved',
  unshelve: 'Taken back from the shelf',
  reject: 'Rejected as nuisance',
  clear: 'Cleared',
  incident: 'Opened as incident',
};

function actionText({ action, author, reason }: AlertAction): string {
  const why = reason === undefined || action === 'incident' ? '' : `: ${reason}`;
  return `${ACTION_WORDS[action]} by ${author}${why}`;
}

/** State in a word or two; a shelved alert says until when. */
export function alertState({ state, phase, shelvedUntilMs }: Alert): string {
  if (state === 'shelved')
    return `shelved${shelvedUntilMs === undefined ? '' : ` until ${formatTime(shelvedUntilMs).slice(0, 5)}`}`;
  return state === 'raised' ? phase : state;
}
