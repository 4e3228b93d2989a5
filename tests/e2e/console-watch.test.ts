import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Alert, Identification, IncidentDetails, IncidentState } from '@commonsky/model';
import { startDemo } from '@commonsky/server';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { getJson } from './server-harness.ts';

const ROOT = new URL('../../', import.meta.url);
const CONSOLE = new URL('apps/console/dist/index.html', ROOT);
const PICTURES = fileURLToPath(new URL('var/', ROOT));
const WAIT_MS = 60_000;
const SHORT = { timeout: WAIT_MS / 4 };
/** More alerts than the demo has at once. */
const ALERTS_MAX = 40;

describe('console: watch', () => {
  let server: Awaited<ReturnType<typeof startDemo>>;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!existsSync(CONSOLE))
      throw new Error('the console is not built: npm run build -w @commonsky/console');
    mkdirSync(PICTURES, { recursive: true });
    server = await startDemo({ port: 0, logLevel: 'silent' });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // A track that has ended is asked for once more, and is not there.
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
    });
    await page.goto(server.url);
  }, 2 * WAIT_MS);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const current = (): Locator => page.locator('li.alert[aria-current="true"]');
  const selectedNumber = (): number => Number(/track=(\d+)/.exec(page.url())?.[1]);
  const api = <T>(path: string, member = 'kg'): Promise<T> =>
    getJson<T>(server.url, `api/v1/members/${member}/${path}`);
  const post = (member: string, path: string, body: object): Promise<Response> =>
    fetch(new URL(`api/v1/members/${member}/${path}`, server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** Steps through the unseen alerts to one that will not end while it is worked on. */
  async function selectLasting(): Promise<string> {
    const shown = async (): Promise<string | undefined> =>
      (await current().count()) > 0 ? ((await current().getAttribute('data-alert')) ?? undefined) : undefined;
    for (let i = 0; i < ALERTS_MAX; i++) {
      const before = await shown();
      await page.keyboard.press('n');
      // The list follows the key a frame later: until then it shows the alert before.
      await expect.poll(shown, SHORT).not.toBe(before);
      await current().waitFor();
      if ((await current().locator('.alert-text').textContent())!.includes(' is inside ')) {
        return (await current().getAttribute('data-alert'))!;
      }
    }
    throw new Error('no track is inside an airspace');
  }

  const stateOf = async (id: string): Promise<string | undefined> =>
    (await api<Alert[]>('alerts')).find((alert) => alert.id === id)?.state;

  it(
    'counts what nobody has seen, and a key leads to it and its track',
    { timeout: 2 * WAIT_MS },
    async () => {
      await page.locator('.badge.alerts').waitFor({ timeout: WAIT_MS });
      await expect
        .poll(async () => (await api<Alert[]>('alerts')).filter(({ phase }) => phase === 'present').length, {
          timeout: WAIT_MS,
        })
        .toBeGreaterThanOrEqual(4);
      const id = await selectLasting();
      const alert = (await api<Alert[]>('alerts')).find((each) => each.id === id)!;
      expect(selectedNumber()).toBe(alert.tracks[0]);
      await page.locator(`.details[data-number="${alert.tracks[0]}"]`).waitFor();
      await page.waitForTimeout(1_500); // the map's own motion
      const label = (await page.locator('.label.alert.selected').boundingBox())!;
      const map = (await page.locator('.map').boundingBox())!;
      expect(Math.abs(label.x + label.width / 2 - (map.x + map.width / 2))).toBeLessThan(150);
      expect(Math.abs(label.y + label.height / 2 - (map.y + map.height / 2))).toBeLessThan(150);
      expect(await page.locator('.label.alert.selected').textContent()).toMatch(/^(AIRSPACE|CONFLICT)/);
      await page.screenshot({ path: `${PICTURES}console-alerts.png` });
    },
  );

  it('acknowledges, shelves and takes back by keys', { timeout: WAIT_MS }, async () => {
    const id = await selectLasting();
    await page.keyboard.press('y');
    await expect.poll(() => stateOf(id), SHORT).toBe('acknowledged');
    await current().locator('.life', { hasText: 'Acknowledged by Watch officer' }).waitFor();
    await page.keyboard.press('z');
    await page.keyboard.type('known exercise');
    await page.keyboard.press('Enter');
    await expect.poll(() => stateOf(id), SHORT).toBe('shelved');
    await current()
      .locator('.alert-state', { hasText: /shelved until \d\d:\d\d/ })
      .waitFor();
    await page.keyboard.press('z');
    await expect.poll(() => stateOf(id), SHORT).toBe('raised');
  });

  it(
    'rejects a nuisance with its reason, which the list of ended ones keeps',
    { timeout: WAIT_MS },
    async () => {
      const id = await selectLasting();
      await page.keyboard.press('x');
      await page.keyboard.type('training flight');
      await page.keyboard.press('Enter');
      await expect.poll(() => stateOf(id), SHORT).toBeUndefined();
      await page.getByRole('button', { name: 'Ended' }).click();
      await current()
        .locator('.life', { hasText: 'Rejected as nuisance by Watch officer: training flight' })
        .waitFor();
      await page.getByRole('button', { name: 'Ended' }).click();
    },
  );

  it(
    'overrules an identity; it sticks, shows on the map and in the filter',
    { timeout: WAIT_MS },
    async () => {
      await selectLasting();
      const number = selectedNumber();
      await page.locator('.identity button', { hasText: 'Change' }).click();
      await page.getByRole('radio', { name: 'Suspect' }).click();
      await page.getByLabel('Why?').fill('left the area without a word');
      await page.keyboard.press('Enter');
      await page.locator('.identity-name.suspect').waitFor();
      await page.reload();
      await page.locator('.identity-name.suspect').waitFor(SHORT);
      await page.locator('.identity-note', { hasText: 'Set by Watch officer' }).waitFor();
      const { identity, override } = await api<Identification>(`tracks/${number}/identity`);
      expect({ identity, author: override?.author, reason: override?.reason }).toEqual({
        identity: 'suspect',
        author: 'Watch officer',
        reason: 'left the area without a word',
      });
      await page.locator(`.label.suspect[data-number="${number}"]`).waitFor(SHORT);
      await page.keyboard.press('t');
      await page.getByRole('group', { name: 'Filter by identity' }).getByTitle('Suspect').click();
      await expect
        .poll(() =>
          page.locator('.track-list .row').evaluateAll((rows) => rows.map((row) => row.dataset['number'])),
        )
        .toEqual([String(number)]);
      await page.screenshot({ path: `${PICTURES}console-identity.png` });
      await page.locator('#track-filter').fill('');
      await page.getByRole('button', { name: 'Take back' }).click();
      await page.locator('.identity-name.suspect').waitFor({ state: 'detached' });
    },
  );

  it(
    'opens an incident from an alert, with both members in it, and closes it',
    { timeout: WAIT_MS },
    async () => {
      await selectLasting();
      await page.keyboard.press('o');
      await page.keyboard.press('Enter');
      await page.locator('.incident-summary h2', { hasText: 'Airspace: ' }).waitFor();
      const [incident] = await api<IncidentState[]>('incidents');
      const path = `incidents/${incident!.id}`;
      await page.getByLabel('Write in the timeline').fill('Called on 121.5, no answer');
      await page.keyboard.press('Enter');
      await page.locator('.timeline .ours', { hasText: 'no answer' }).waitFor();

      // The partner's node takes it over, writes, and ours takes that over: what federation does.
      await post('kz', `${path}/merge`, { entries: (await api<IncidentDetails>(path)).timeline });
      await post('kz', `${path}/entries`, {
        author: 'Dana',
        content: { type: 'note', text: 'We see it too' },
      });
      await post('kg', `${path}/merge`, { entries: (await api<IncidentDetails>(path, 'kz')).timeline });
      await page.locator('.timeline .theirs', { hasText: 'We see it too' }).waitFor(SHORT);

      await page.getByRole('button', { name: 'Acknowledge' }).click();
      await page.locator('.incident-summary', { hasText: 'Acknowledged by Kyrgyzstan' }).waitFor();
      await page.getByRole('button', { name: 'Hand over' }).click();
      await page.getByRole('button', { name: 'to Kazakhstan' }).click();
      await page.locator('.incident-summary', { hasText: 'Led by Kazakhstan' }).waitFor();
      await page.screenshot({ path: `${PICTURES}console-incident.png` });
      await page.locator('.incident-actions').getByRole('button', { name: 'Close' }).click();
      await page.getByLabel('How did it end?').fill('Left the area on its own');
      await page.keyboard.press('Enter');
      await page.locator('.incident-status.closed').waitFor();
      const report = await page.getByRole('link', { name: 'Report' }).getAttribute('href');
      const html = await (await fetch(new URL(report!, server.url))).text();
      expect(html).toContain('Left the area on its own');
      expect(html).toContain('We see it too');
      await page.getByRole('button', { name: 'All incidents' }).click();
      await page.locator('.incident.closed').waitFor();
    },
  );

  it('shows and hides airspaces and interference, in dark and light', { timeout: WAIT_MS }, async () => {
    const airspaces = page.getByRole('button', { name: 'Airspaces' });
    await page.keyboard.press('u');
    expect(await airspaces.getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('u');
    expect(await airspaces.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('g');
    await page.getByText('Aircraft with lost GNSS integrity').waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('d');
    await page.waitForTimeout(1_000); // cells are cut to tiles in a worker
    await page.screenshot({ path: `${PICTURES}console-watch-light.png` });
  });

  it('complains of nothing', () => expect(complaints).toEqual([]));
});
