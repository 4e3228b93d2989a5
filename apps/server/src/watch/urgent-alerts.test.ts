import type { Alert } from '@commonsky/model';
import { expect, it } from 'vitest';
import { urgentAlerts } from './urgent-alerts.ts';

const alert = (id: string, fields: Partial<Alert>): Alert =>
  ({ id, state: 'raised', severity: 'caution', raisedMs: 0, ...fields }) as Alert;

it('leaves out first what somebody has seen, then what is mild, then what is old', () => {
  const standing = [
    alert('seen', { state: 'acknowledged', severity: 'warning', raisedMs: 9 }),
    alert('mild', { severity: 'advisory', raisedMs: 8 }),
    alert('old', { raisedMs: 1 }),
    alert('new', { raisedMs: 2 }),
    alert('grave', { severity: 'warning' }),
  ];
  expect(urgentAlerts(standing)).toEqual({ alerts: standing, total: 5 });
  for (let max = 1; max < 5; max++) {
    const { alerts, total } = urgentAlerts(standing, max);
    expect(total).toBe(5);
    expect(alerts.map(({ id }) => id)).toEqual(['grave', 'new', 'old', 'mild'].slice(0, max));
  }
});
