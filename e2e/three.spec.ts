import postgres from 'postgres';
import { readRecord, recordUrl } from '../server/postgres/record.ts';
import { reader } from './review/reader.ts';
import { imported, textCsv } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { join } from './support/join.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

/** As if the readers' hour had passed on the server too: what they hold has run out. */
async function leasesRunOut(home: string, slug: string): Promise<void> {
  const record = readRecord(home);
  if (!record) throw new Error('The tests’ database has no record.');
  const sql = postgres(recordUrl(record, 'errata'), { max: 1 });
  await sql`
    update lease set expires_at = now() - interval '50 minutes'
    where ended_at is null and dataset_id = (select id from dataset where slug = ${slug})`;
  await sql.end();
}

test('three people side by side: assignment, overlap, conflict, guideline, undo, and an hour without a network', async ({
  page,
  api,
  as,
  server,
}) => {
  const slug = await imported(api, 'Three', 'texts.csv', textCsv());
  const [one, two] = [await as('annotator'), await as(null)];
  await join(two, server.home, 'Greta');
  await one.clock.install();

  // The lead switches the hidden audit off, and gives a queue to both.
  await page.goto(`/d/${slug}/settings`);
  await page.getByLabel('Random audit').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.goto(`/d/${slug}/queues`);
  await page.getByLabel('Read by').selectOption({ label: 'two readers' });
  await page.getByLabel('Name').fill('By two');
  await page.getByRole('button', { name: 'Make the queue' }).click();
  await page.getByRole('link', { name: 'Its settings' }).click();
  await page.getByRole('button', { name: 'Only these' }).click();
  await page.getByLabel('Test annotator').check();
  await page.getByLabel('Greta').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const queueId = page.url().split('/').at(-1) ?? '';
  await one.goto(`/d/${slug}/queues`);
  await expect(one.getByRole('link', { name: 'By two' })).toBeVisible();
  await shots(one, 'three-assigned');

  // Both read the same sample; they disagree about the first.
  const [ann, bea] = [reader(one), reader(two)];
  await ann.open(slug, queueId);
  await bea.open(slug, queueId);
  const first = await ann.sample();
  expect(await bea.sample()).toBe(first);
  await ann.answer('a');
  await bea.answer('k');
  await expect.poll(async () => (await bea.told(slug)).length).toBe(1);
  await shots(two, 'three-second-reader');
  await page.goto(`/d/${slug}/conflicts`);
  await expect(page.getByRole('article', { name: `Conflict about ${first}` })).toBeVisible();
  await shots(page, 'three-conflict');
  await page.keyboard.press('1');
  await expect(page.getByText('Nothing waits here.')).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'three-decided');

  // What was decided is taken back and said again.
  const second = await ann.answer('k');
  await one.keyboard.press('z');
  await expect(one.locator('.meta .ext')).toHaveText(second);
  await ann.read();
  await shots(one, 'three-undone');
  await ann.answer('u');

  // An hour in a tunnel: ten answers are typed, and all of them are stored once when the network is back.
  const before = 2;
  await expect.poll(async () => (await ann.told(slug)).length).toBe(before);
  await one.context().setOffline(true);
  const typed: string[] = [];
  for (let k = 0; k < 10; k++) typed.push(await ann.answer('k'));
  await expect(one.getByText(/Your last \d+ decisions are kept here and will be sent again/)).toBeVisible();
  await expectAccessible(one);
  await shots(one, 'three-offline');
  await leasesRunOut(server.home, slug);
  await one.clock.fastForward('01:00:00');
  // Meanwhile the other reader goes on, with samples of that hour among them.
  for (let k = 0; k < 3; k++) await bea.answer('k');
  await one.context().setOffline(false);
  await one.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(async () => (await ann.told(slug)).length, { timeout: 20_000 }).toBe(before + 10);
  await expect(one.getByText('kept here')).toBeHidden();
  const told = await ann.told(slug);
  expect(new Set(told.map((d) => d.clientKey)).size).toBe(told.length);
  const log = await (await api('GET', `/datasets/${slug}/log?format=jsonl`)).text();
  const late = log.split('\n').filter((line) => line.includes('"late":true') && line.includes('Test annotator'));
  expect(late).toHaveLength(10);
  await shots(one, 'three-online');

  // The text changes: what was decided under the old one is read again.
  await page.goto(`/d/${slug}/guidelines`);
  const part = page.getByRole('region', { name: 'sailing', exact: true });
  await part.getByRole('button', { name: 'Write sailing' }).click();
  await page.getByLabel(/Text for sailing/).fill('Only if something is *afloat*.');
  await page.getByRole('button', { name: 'Put in force' }).click();
  await part.getByRole('button', { name: 'Have them read again' }).click();
  await expect(part).toContainText('will be read again');
  await shots(page, 'three-guideline');
  await one.goto(`/d/${slug}/queues`);
  await expect(one.getByRole('link', { name: /Again under guideline/ })).toBeVisible();
  await shots(one, 'three-again');
});
