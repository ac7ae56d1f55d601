/**
 * JavaScript that the review page loads first, as sent over the wire:
 *   node --import ./bin/boot/alias.mjs e2e/bench/firstLoad.ts [--base http://127.0.0.1:3000] [--dataset slug]
 * Exits with 1 above 250 kB.
 */
import { parseArgs } from 'node:util';
import { firstQueue, signedIn } from './browser.ts';

const most = 250_000;
const { values } = parseArgs({
  options: {
    base: { type: 'string', default: 'http://127.0.0.1:3000' },
    dataset: { type: 'string', default: 'digits-practice' },
  },
});

const { context, close } = await signedIn(values.base);
try {
  const page = await context.newPage();
  const scripts = new Map<string, number>();
  page.on('requestfinished', async (request) => {
    if (request.resourceType() !== 'script') return;
    const { responseBodySize } = await request.sizes();
    scripts.set(new URL(request.url()).pathname, responseBodySize);
  });
  await page.goto(await firstQueue(context, values.dataset));
  await page.getByRole('application').waitFor();
  await page.waitForLoadState('load');
  await page.waitForTimeout(500);
  const total = [...scripts.values()].reduce((sum, n) => sum + n, 0);
  const kilo = (n: number) => `${(n / 1000).toFixed(1)} kB`;
  for (const [path, n] of [...scripts].sort((a, b) => b[1] - a[1]))
    process.stdout.write(`${kilo(n).padStart(10)}  ${path}\n`);
  process.stdout.write(`first-load JavaScript of the review page: ${kilo(total)} compressed, at most ${kilo(most)}\n`);
  if (total > most) process.exitCode = 1;
} finally {
  await close();
}
