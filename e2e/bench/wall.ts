/**
 * Frames while scrolling through a wall of pictures, in a real browser against a server of its own:
 *   node --import ./bin/boot/alias.mjs e2e/bench/wall.ts [--pictures 100000] [--seconds 8] [--speed 3000]
 * `--speed` is in pixels a second. Few pictures are imported; the others are rows that show the same files.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { connect } from '#/db/client.ts';
import { imported, pictureZip } from '#/e2e/review/sets.ts';
import { browserArguments } from '#/e2e/support/browserArguments.ts';
import { startServer } from '#/e2e/support/server.ts';
import { findEmbedded } from '#/server/postgres/embedded.ts';
import { report } from './histogram.ts';

const option = (value: string) => ({ type: 'string' as const, default: value });
const { values } = parseArgs({
  options: { pictures: option('100000'), seconds: option('8'), speed: option('3000') },
});
const system = '/usr/bin/chromium';
const imports = 480;

/** Rows that show the pictures labelled H again and again, until there are enough of them. */
async function multiply(home: string, slug: string, pictures: number): Promise<void> {
  const url = await findEmbedded(home);
  if (!url) throw new Error('The database does not answer.');
  const { sql, close } = connect(url, { max: 1 });
  await sql`
    insert into sample (dataset_id, row, external_id, content, given_class, audit_rank, frozen_doubt)
    select d.id, ${imports} + n, 'again-' || n, b.content, 0, ${imports} + n, b.frozen_doubt
    from dataset d, generate_series(0, ${pictures - imports}) n
    cross join lateral (
      select content, frozen_doubt from sample where dataset_id = d.id and given_class = 0 order by row offset n % 200 limit 1) b
    where d.slug = ${slug}`;
  await sql`
    insert into score (round_id, sample_id, row, p_given, suggested_class, p_suggested, suspicion, signals, top_classes, top_probabilities, open)
    select s.round_id, p.id, p.row, s.p_given, s.suggested_class, s.p_suggested, random(), s.signals, s.top_classes, s.top_probabilities, true
    from dataset d join sample p on p.dataset_id = d.id and p.row >= ${imports}
    cross join lateral (select * from score where round_id = d.round_id limit 1) s where d.slug = ${slug}`;
  await sql`update dataset set samples = (select count(*) from sample where dataset_id = dataset.id) where slug = ${slug}`;
  await sql`analyze`;
  await close();
}

/** Milliseconds between frames while the page scrolls evenly. */
function scroll(page: Page, seconds: number, speed: number): Promise<number[]> {
  return page.evaluate(
    ([length, pace]) =>
      new Promise<number[]>((done) => {
        const frames: number[] = [];
        let first = 0;
        let last = 0;
        const step = (now: number) => {
          if (last) frames.push(now - last);
          else first = now;
          last = now;
          window.scrollTo(0, ((now - first) / 1000) * pace);
          if (now - first < length * 1000) requestAnimationFrame(step);
          else done(frames);
        };
        requestAnimationFrame(step);
      }),
    [seconds, speed] as const,
  );
}

const { origin: base, home, key, stop } = await startServer();
const browser = await chromium.launch({
  executablePath: existsSync(system) ? system : undefined,
  args: browserArguments,
});
try {
  const api = (method: string, path: string, body?: FormData | object) =>
    fetch(`${base}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      body: body instanceof FormData ? body : undefined,
    });
  const slug = await imported(api, 'Wall', 'bars.zip', await pictureZip(imports));
  await multiply(home, slug, Number(values.pictures));
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    baseURL: base,
    storageState: join(home, 'session-lead.json'),
  });
  const page = await context.newPage();
  const from = performance.now();
  await page.goto(`/d/${slug}/grid?given=H&wall=true`);
  await page.locator('.wall .tile').first().waitFor();
  const first = performance.now() - from;
  await page.waitForFunction(() => !document.querySelector('h1')?.textContent?.includes('and more'));
  const heading = await page.locator('h1').innerText();
  process.stdout.write(
    `${heading}: first pictures after ${(first / 1000).toFixed(1)} s, all laid out after ${((performance.now() - from) / 1000).toFixed(1)} s\n`,
  );
  await page.waitForTimeout(1500);
  // What the machine does with a page that only scrolls: no frame can come faster.
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const speed of [Number(values.speed), Number(values.speed) * 10]) {
    const frames = await scroll(page, Number(values.seconds), speed);
    process.stdout.write(`${report(`frames at ${speed} px/s`, frames)}\n`);
    process.stdout.write(
      `  ${await page.locator('.wall .tile').count()} of the pictures are in the document; ${(1000 / (frames.reduce((a, b) => a + b, 0) / frames.length)).toFixed(1)} frames a second\n`,
    );
  }
} finally {
  await browser.close();
  await stop();
}
