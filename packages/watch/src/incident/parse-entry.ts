import type { IncidentContent, IncidentEntry } from '@commonsky/model';

const textMax = 4000;
const nameMax = 200;
const membersMax = 64;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max;
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Checks an entry that came from outside; a string says what is wrong with it. */
export function parseIncidentEntry(value: unknown): IncidentEntry | string {
  if (!isObject(value)) return 'not an object';
  const { incidentId, member, number, atMs, tick, author, seen, content } = value;
  if (!isText(incidentId, nameMax) || !isText(member, nameMax) || !isText(author, nameMax)) {
    return 'incidentId, member and author must be texts';
  }
  if (!isCount(number) || number < 1 || !isCount(tick)) return 'number and tick must be counts';
  if (typeof atMs !== 'number' || !Number.isFinite(atMs)) return 'atMs must be a number';
  if (!isObject(seen) || Object.keys(seen).length > membersMax || !Object.values(seen).every(isCount)) {
    return 'seen must be counts by member';
  }
  const problem = contentProblem(content);
  if (problem) return problem;
  // Only what is known goes on: nothing else may ride along in a shared timeline.
  return {
    incidentId,
    member,
    number,
    atMs,
    tick,
    author,
    seen: seen as Record<string, number>,
    content: content as IncidentContent,
  };
}

function contentProblem(content: unknown): string | undefined {
  if (!isObject(content)) return 'content must be an object';
  switch (content['type']) {
    case 'open':
      if (!isText(content['title'], nameMax)) return 'title must be a text';
      return content['alert'] === undefined ? undefined : alertProblem(content['alert']);
    case 'note':
      return isText(content['text'], textMax) ? undefined : `text must have 1 to ${textMax} characters`;
    case 'alert':
      return alertProblem(content['alert']);
    case 'track':
      if (content['change'] !== 'add' && content['change'] !== 'remove')
        return 'change must be add or remove';
      return isText(content['member'], nameMax) && isCount(content['track'])
        ? undefined
        : 'member and track are needed';
    case 'acknowledge':
      return undefined;
    case 'handOver':
      return isText(content['to'], nameMax) ? undefined : 'to must be a member';
    case 'close':
    case 'reopen':
      return isText(content['reason'], textMax) ? undefined : 'reason must be a text';
    default:
      return 'type of content is not known';
  }
}

function alertProblem(alert: unknown): string | undefined {
  if (!isObject(alert)) return 'alert must be an object';
  const texts = ['id', 'key', 'kind', 'ruleId', 'ruleSetVersion', 'severity', 'state', 'phase', 'text'];
  for (const name of texts) if (!isText(alert[name], textMax)) return `alert.${name} must be a text`;
  for (const name of ['latDeg', 'lonDeg', 'raisedMs', 'updatedMs']) {
    if (typeof alert[name] !== 'number') return `alert.${name} must be a number`;
  }
  for (const name of ['tracks', 'figures', 'actions']) {
    const list = alert[name];
    if (!Array.isArray(list) || list.length > 1000) return `alert.${name} must be a list`;
  }
  return undefined;
}
