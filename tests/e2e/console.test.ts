import { existsSync, mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startDemo } from '@commonsky/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';

const ROOT = new URL('../../', import.meta.url);
const CONSOLE = new URL('apps/console/dist/index.html', ROOT);
const PICTURES = fileURLToPath(new URL('var/', ROOT));
const TRACKS_WANTED = 60;
const WAIT_MS = 60_000;

describe('console', () => {
  let server: Awaited<ReturnType<typeof startDemo>>;
  let browser: Browser;
  let page: Page;
  let isServing = true;
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!existsSync(CONSOLE))
      throw new Error('the console is not built: npm run build -w @commonsky/console');
    mkdirSync(PICTURES, { recursive: true });
    server = await startDemo({ port: 0, logLevel: 'silent' });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(server.url);
  }, 2 * WAIT_MS);

  afterAll(async () => {
    await browser.close();
    if (isServing) await server.close();
  });

  async function trackCount(): Promise<number> {
    return Number(await page.locator('.track-count b').textContent());
  }

  const selectedNumber = (): string | undefined => /track=(\d+)/.exec(page.url())?.[1];

  it(`shows at least ${TRACKS_WANTED} tracks, live`, { timeout: WAIT_MS }, async () => {
    await expect.poll(trackCount, { timeout: WAIT_MS }).toBeGreaterThanOrEqual(TRACKS_WANTED);
    await page.locator('.feed.good', { hasText: 'LIVE' }).waitFor();
    await page.locator('.label[data-number]').first().waitFor();
    expect(await page.locator('.label[data-number]').count()).toBeGreaterThan(10);
    // Only the rows in sight exist.
    expect(await page.locator('.track-list .row').count()).toBeLessThan(60);
  });

  it('selects the track that is clicked on the map', { timeout: WAIT_MS }, async () => {
    // Brought to the middle from the list first: there is where to click.
    await page.locator('.track-list .row').nth(2).click();
    const wanted = selectedNumber();
    expect(wanted).toBeDefined();
    await page.getByRole('button', { name: 'Centre' }).click();
    await page.waitForTimeout(1_500); // the map's own motion, which has no end a page could see
    await page.keyboard.press('Escape');
    await page.locator('.details').waitFor({ state: 'detached' });
    expect(selectedNumber()).toBeUndefined();
    const box = (await page.locator('.map').boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator(`.details[data-number="${wanted}"]`).waitFor();
    expect(selectedNumber()).toBe(wanted);
  });

  it('reads label and details of the selected track', { timeout: WAIT_MS }, async () => {
    await page.locator('.contributions tbody tr').first().waitFor();
    const label = (await page.locator('.label.selected').textContent())!.split('\n');
    const name = await page.locator('.details h2').textContent();
    expect(label[0]).toContain(name);
    expect(label[1]).toMatch(/^(-?\d{2,3}|–)[↑↓=]? +\d+$/);
    const details = (await page.locator('.details').textContent())!;
    expect(details).toMatch(/Position\d{2}°\d{2}\.\d′[NS] \d{3}°\d{2}\.\d′[EW]/);
    expect(details).toMatch(/Seen by/);
    const screenshot = `${PICTURES}console-kg.png`;
    await page.screenshot({ path: screenshot });
    expect(statSync(screenshot).size).toBeGreaterThan(20_000);
  });

  it('keeps the scene in the address, and comes back to it', { timeout: WAIT_MS }, async () => {
    const before = page.url();
    const label = await page.locator('.details h2').textContent();
    expect(before).toMatch(/#member=kg&view=[\d.]+\/[\d.]+\/[\d.]+&track=\d+/);
    await page.reload();
    await expect.poll(trackCount, { timeout: WAIT_MS }).toBeGreaterThanOrEqual(TRACKS_WANTED);
    expect(page.url()).toBe(before);
    await expect.poll(() => page.locator('.details h2').textContent(), { timeout: WAIT_MS / 4 }).toBe(label);
  });

  it('switches to the other member’s picture, sensors and all', { timeout: WAIT_MS }, async () => {
    await page.keyboard.press('s');
    await page.locator('.sensor').first().waitFor();
    const sensorsBefore = await page.locator('.sensor-name').allTextContents();
    const other = page.locator('.members [aria-checked="false"]');
    await other.click();
    expect(page.url()).toContain('member=kz');
    await page.locator('.details').waitFor({ state: 'detached' });
    await expect.poll(trackCount, { timeout: WAIT_MS }).toBeGreaterThanOrEqual(TRACKS_WANTED / 2);
    await expect
      .poll(() => page.locator('.sensor-name').allTextContents(), { timeout: WAIT_MS / 4 })
      .not.toEqual(sensorsBefore);
    await page.keyboard.press('d');
    await page.screenshot({ path: `${PICTURES}console-kz-light.png` });
  });

  it('is worked by keys, and the help says which', { timeout: WAIT_MS }, async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Range and bearing line').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('fl300-400');
    const levels = page.locator('.track-list .row .level');
    await expect
      .poll(
        async () => {
          const shown = (await levels.allTextContents()).map((text) => Number.parseInt(text, 10));
          return shown.length > 0 && shown.every((level) => level >= 300 && level <= 400);
        },
        { timeout: WAIT_MS / 4 },
      )
      .toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('l');
    expect(page.url()).toContain('labels=full');
  });

  it('asks nothing of any other machine, and nothing goes wrong', () => {
    const hosts = new Set(
      requests
        .map((url) => new URL(url))
        .map(({ protocol, host }) => (protocol === 'blob:' || protocol === 'data:' ? protocol : host)),
    );
    expect([...hosts]).toEqual([new URL(server.url).host]);
    expect(complaints).toEqual([]);
  });

  it('says so when the node is gone', { timeout: WAIT_MS }, async () => {
    isServing = false;
    await server.close();
    await page.locator('.feed.bad', { hasText: 'OFFLINE' }).waitFor();
    await page.locator('.banner.bad', { hasText: /Picture of \d\d:\d\d:\d\d UTC/ }).waitFor();
    await page.screenshot({ path: `${PICTURES}console-offline.png` });
  });

  it('takes up the picture again when the node is back', { timeout: 2 * WAIT_MS }, async () => {
    server = await startDemo({ port: Number(new URL(server.url).port), logLevel: 'silent' });
    isServing = true;
    await page.locator('.feed.good', { hasText: 'LIVE' }).waitFor({ timeout: WAIT_MS });
    await expect.poll(trackCount, { timeout: WAIT_MS }).toBeGreaterThan(0);
    await page.locator('.banner.bad').waitFor({ state: 'detached' });
  });
});
