import type { IncidentContent } from '@commonsky/model';

/** One line of a timeline in words; `nameOf` names members. */
export function entryText(content: IncidentContent, nameOf: (member: string) => string): string {
  switch (content.type) {
    case 'open':
      return `Opened: ${content.title}${content.alert === undefined ? '' : `. ${content.alert.text}`}`;
    case 'note':
      return content.text;
    case 'alert':
      return `Alert: ${content.alert.text}`;
    case 'track':
      return `${content.change === 'add' ? 'Added' : 'Removed'} track ${content.track} of ${nameOf(content.member)}`;
    case 'acknowledge':
      return 'Acknowledged';
    case 'handOver':
      return `Handed over to ${nameOf(content.to)}`;
    case 'close':
      return `Closed: ${content.reason}`;
    case 'reopen':
      return `Reopened: ${content.reason}`;
  }
}
