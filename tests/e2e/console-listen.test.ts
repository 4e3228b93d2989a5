import { startListen } from '@commonsky/server';
import { expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { startBeastSource } from './server-sensors.ts';

const WAIT_MS = 30_000;

it(
  'the map goes where the first tracks are when nobody has said where to look',
  { timeout: 2 * WAIT_MS },
  async () => {
    const source = await startBeastSource();
    const beast = [`tcp://127.0.0.1:${source.port}`];
    const server = await startListen({ beast, port: 0, logLevel: 'silent' });
    const browser = await launchBrowser();
    const viewOf = (url: string): string | undefined => /view=([\d.]+\/[\d.]+)\//.exec(url)?.[1];
    try {
      const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
      await page.goto(server.url);
      await expect.poll(() => viewOf(page.url()), { timeout: WAIT_MS }).toMatch(/^42\.9.*\/74\./);
    } finally {
      await browser.close();
      await server.close();
      await source.close();
    }
  },
);
