/** What a page has not sent yet: kept over reloads, sent from any page, counted once. */
import { reader } from './review/reader.ts';
import { firstQueue, imported, textCsv } from './review/sets.ts';
import { expect, test } from './support/test.ts';

test('an undo that the page could not send is told before a new page asks what was decided', async ({ page, api }) => {
  const slug = await imported(api, 'Undo and reload', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  await r.answer('k');
  await r.answer('n');
  await expect.poll(async () => (await r.told(slug)).length).toBe(2);
  await page.route('**/api/trpc/review.decide**', (route) => route.abort());
  await page.keyboard.press('z');
  await expect(page.getByText('is kept here and will be sent again.')).toBeVisible();
  expect(await r.told(slug)).toHaveLength(2);
  // As slow as the network may be: the page must not take what the server knows meanwhile for what the reader did.
  await page.unroute('**/api/trpc/review.decide**');
  await page.route('**/api/trpc/review.decide**', async (route) => {
    await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
  await page.reload();
  await expect(r.previous).toContainText('stands.');
  expect((await r.told(slug)).map((d) => d.verdict)).toEqual(['keep']);
  await expect(page.getByLabel(/^You decided 1 of this batch, 0 corrected/)).toBeVisible();
});

test('nothing is lost while the server is away, nor by a reload meanwhile, and nothing doubled', async ({
  page,
  api,
}) => {
  const slug = await imported(api, 'Tunnel', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  await page.route('**/api/trpc/review.decide**', (route) => route.abort());
  for (let k = 0; k < 3; k++) await r.answer('k');
  await expect(page.getByText('Your last 3 decisions are kept here and will be sent again.')).toBeVisible();
  expect(await r.told(slug)).toHaveLength(0);
  const last = await r.sample();
  await page.reload();
  await expect(page.getByText('Your last 3 decisions are kept here and will be sent again.')).toBeVisible();
  await expect(page.locator('.meta .ext')).toHaveText(last);
  await page.unroute('**/api/trpc/review.decide**');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(async () => (await r.told(slug)).length).toBe(3);
  await expect(page.getByText('kept here')).toBeHidden();
  expect(new Set((await r.told(slug)).map((d) => d.sampleId)).size).toBe(3);
});

test('answers that a closed page could not send go out from any other page', async ({ page, api }) => {
  const slug = await imported(api, 'Left', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  await page.route('**/api/trpc/review.decide**', (route) => route.abort());
  for (let k = 0; k < 2; k++) await r.answer('k');
  await page.unroute('**/api/trpc/review.decide**');
  await page.goto(`/d/${slug}`);
  await expect(page.getByText(/^\d+ texts, .* 2 decisions by 1 person/)).toBeVisible();
  expect(await r.told(slug)).toHaveLength(2);
});

test('a slow answer brings nothing back that was answered meanwhile', async ({ page, api }) => {
  const slug = await imported(api, 'Slow', 'texts.csv', textCsv());
  const r = reader(page);
  await page.route('**/api/trpc/review.next**', async (route) => {
    const response = await route.fetch();
    await new Promise((done) => setTimeout(done, 1_500));
    await route.fulfill({ response });
  });
  await r.open(slug, await firstQueue(api, slug));
  for (let k = 0; k < 18; k++) await r.answer('k');
  await expect.poll(async () => (await r.told(slug)).length).toBe(18);
  expect(new Set((await r.told(slug)).map((d) => d.sampleId)).size).toBe(18);
});

test('an answer that reached the server but was never acknowledged counts once', async ({ page, api }) => {
  const slug = await imported(api, 'Once', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  let swallowed = 0;
  await page.route('**/api/trpc/review.decide**', async (route) => {
    if (swallowed++ > 0) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await r.answer('k');
  await expect(page.getByText('is kept here and will be sent again.')).toBeVisible();
  await expect(page.getByText('kept here')).toBeHidden();
  expect(await r.told(slug)).toHaveLength(1);
});
