import type { IncidentContent, IncidentEntry, IncidentState } from '@commonsky/model';
import type { IncidentLog } from './incident-log.ts';
import { explainOrder } from './incident-log.ts';
import { escapeXml, type MapPicture, renderMapPicture } from './map-picture.ts';

/** An incident on paper: everything needed to read it without Commonsky. */
export interface IncidentReport {
  readonly schema: 'commonsky.incident/1';
  readonly writtenMs: number;
  readonly state: IncidentState;
  readonly timeline: readonly IncidentEntry[];
  /** Pairs written without knowledge of each other, and why they stand in this order. */
  readonly concurrent: readonly string[];
  readonly picture: MapPicture;
}

export function reportIncident(log: IncidentLog, picture: MapPicture, writtenMs: number): IncidentReport {
  const timeline = log.timeline();
  const concurrent: string[] = [];
  for (let i = 1; i < timeline.length; i++) {
    const [before, after] = [timeline[i - 1]!, timeline[i]!];
    if (before.member !== after.member && (after.seen[before.member] ?? 0) < before.number) {
      concurrent.push(explainOrder(before, after));
    }
  }
  return { schema: 'commonsky.incident/1', writtenMs, state: log.state(), timeline, concurrent, picture };
}

const time = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', ' UTC');

export function contentText(content: IncidentContent): string {
  switch (content.type) {
    case 'open':
      return `opened: ${content.title}${content.alert ? ` (${content.alert.text})` : ''}`;
    case 'note':
      return content.text;
    case 'alert':
      return `alert: ${content.alert.text}`;
    case 'track':
      return `${content.change === 'add' ? 'added' : 'removed'} track ${content.track} of ${content.member}`;
    case 'acknowledge':
      return 'acknowledged';
    case 'handOver':
      return `handed over to ${content.to}`;
    case 'close':
      return `closed: ${content.reason}`;
    case 'reopen':
      break;
  }
  return `reopened: ${content.reason}`;
}

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}</tr>`;

/** The report as one HTML page without scripts or anything from outside. */
export function renderReportHtml(report: IncidentReport): string {
  const { state, timeline, concurrent, picture, writtenMs } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeXml(state.title)}</title>
<style>body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}svg{max-width:100%;height:auto;border:1px solid #ccc}</style></head><body>
<h1>${escapeXml(state.title)}</h1>
<p>Incident ${escapeXml(state.id)}, ${state.status}, led by ${escapeXml(state.lead ?? 'nobody')}, acknowledged by ${escapeXml(state.acknowledgedBy.join(', ') || 'nobody')}. Written ${time(writtenMs)}.</p>
${renderMapPicture(picture)}
<h2>Timeline</h2>
<table><tr><th>Time</th><th>Member</th><th>Author</th><th>Entry</th></tr>
${timeline.map((entry) => row([time(entry.atMs), `${entry.member} #${entry.number}`, entry.author, contentText(entry.content)])).join('\n')}
</table>
<h2>Alerts</h2>
<table><tr><th>Raised</th><th>Kind</th><th>Severity</th><th>Why</th><th>Figures</th></tr>
${state.alerts.map((alert) => row([time(alert.raisedMs), alert.kind, alert.severity, alert.text, alert.figures.map(({ name, value, unit }) => `${name} ${value} ${unit}`).join(', ')])).join('\n')}
</table>
<h2>Tracks</h2>
<p>${escapeXml(state.tracks.map(({ member, track }) => `${track} of ${member}`).join(', ') || 'none')}</p>
<h2>Written at the same time</h2>
${concurrent.length === 0 ? '<p>nothing</p>' : `<ul>${concurrent.map((text) => `<li>${escapeXml(text)}</li>`).join('')}</ul>`}
</body></html>
`;
}
