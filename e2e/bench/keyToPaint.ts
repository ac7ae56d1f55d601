/**
 * From the key press to the next sample painted, in a real browser against a running demo server:
 *   node --import ./bin/boot/alias.mjs e2e/bench/keyToPaint.ts [--base http://127.0.0.1:3000] [--dataset slug] [--decisions 500] [--delay 200]
 * `--delay` adds so many milliseconds to every request, as a slow network does. The decisions are real: use a dataset
 * that may be decided at random.
 */
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { firstQueue, signedIn } from './browser.ts';
import { report } from './histogram.ts';

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: 'http://127.0.0.1:3000' },
    dataset: { type: 'string', default: 'digits-practice' },
    decisions: { type: 'string', default: '500' },
    delay: { type: 'string', default: '0' },
  },
});
const decisions = Number(values.decisions);
const delay = Number(values.delay);

/** Presses Keep and None by turns as soon as the last sample has been up for as long as a press must wait. */
async function decide(page: Page, n: number): Promise<number[]> {
  for (let done = 0; done < n; done++) {
    await page.waitForFunction((k) => (window.keyToPaint?.length ?? 0) >= k, done, { polling: 20 });
    await page.waitForTimeout(270);
    await page.keyboard.press(done % 2 === 0 ? 'k' : 'n');
  }
  await page.waitForFunction((k) => (window.keyToPaint?.length ?? 0) >= k, n, { polling: 20 });
  return page.evaluate(() => window.keyToPaint ?? []);
}

declare global {
  interface Window {
    keyToPaint?: number[];
  }
}

const { context, close } = await signedIn(values.base);
try {
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.keyToPaint = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('errata:key-to-paint')) window.keyToPaint?.push(entry.duration);
    }).observe({ type: 'measure', buffered: true });
  });
  if (delay > 0)
    await page.route('**/api/**', async (route) => {
      await new Promise((done) => setTimeout(done, delay));
      await route.continue();
    });
  await page.goto(await firstQueue(context, values.dataset));
  await page.getByRole('application').waitFor();
  await page.waitForTimeout(1_000);
  const measured = await decide(page, decisions);
  process.stdout.write(`${report(`key to paint, ${delay} ms added to every request`, measured)}\n`);
} finally {
  await close();
}
