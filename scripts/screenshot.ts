/** `npm run screenshot`: the demo's console as docs/images/console.png, for the README. */
import { mkdirSync, statSync } from 'node:fs';
import { startDemo } from '@commonsky/server';
import { launchBrowser } from '../tests/e2e/browser.ts';

const PICTURE = new URL('../docs/images/console.png', import.meta.url);
/** Issyk-Kul and Bishkek in the middle, the track nearest the middle chosen, on a laptop's screen. */
const SCENE = '#member=kg&view=42.5/76.8/6.9&labels=standard&vector=2&theme=dark&panel=tracks';
const SIZE = { width: 1440, height: 900 };
/** Long enough for history dots behind every symbol. */
const TRAFFIC_MS = 75_000;
const PICTURE_SIZE_MAX = 400_000;

const server = await startDemo({ port: 0, logLevel: 'error' });
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(server.url + SCENE);
  console.log(`screenshot: waiting ${TRAFFIC_MS / 1000} s for traffic`);
  await page.waitForTimeout(TRAFFIC_MS);
  const boxes = await Promise.all(
    (await page.locator('.label.addressed').all()).map((label) => label.boundingBox()),
  );
  const distanceToMiddle = (box: (typeof boxes)[number]): number =>
    box === null ? Infinity : Math.hypot(box.x - SIZE.width * 0.5, box.y - SIZE.height * 0.5);
  const [middle] = boxes.sort((a, b) => distanceToMiddle(a) - distanceToMiddle(b));
  await page.mouse.click(middle!.x + middle!.width / 2, middle!.y + middle!.height / 2);
  await page.locator('.contributions tbody tr').first().waitFor();
  await page.waitForTimeout(2_000);
  mkdirSync(new URL('.', PICTURE), { recursive: true });
  await page.screenshot({ path: PICTURE.pathname });
} finally {
  await browser.close();
  await server.close();
}
const { size } = statSync(PICTURE);
console.log(`screenshot: docs/images/console.png, ${Math.round(size / 1000)} kB`);
if (size > PICTURE_SIZE_MAX) {
  console.error(`screenshot: larger than ${PICTURE_SIZE_MAX / 1000} kB; choose a calmer view`);
  process.exitCode = 1;
}
