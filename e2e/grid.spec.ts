import type { Page } from '@playwright/test';
import { firstQueue, imported, pictureZip } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { settled } from './support/painted.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';
import { topicCsv, topicRows } from './support/topics.ts';

const statuses = async (api: (m: string, p: string) => Promise<Response>, slug: string) => {
  const rows = (await (await api('GET', `/datasets/${slug}/samples?limit=200`)).json()) as {
    externalId: string;
    status: string;
    currentLabel: string;
  }[];
  return new Map(rows.map((r) => [r.externalId, r]));
};

/** Keeps whatever is asked singly. */
async function check(page: Page) {
  await expect(page.getByRole('heading', { name: /^Check \d+ of \d+ singly/ })).toBeVisible();
  await expect(page.locator('.check-sheet')).toBeVisible();
  const shown = () => page.evaluate(() => document.querySelector('.check-sheet .mono')?.textContent ?? null);
  for (let before = await shown(); before !== null; before = await shown()) {
    await expect(async () => {
      await settled(page);
      if ((await shown()) === before) await page.keyboard.press('k');
      await expect.poll(shown, { timeout: 1_000 }).not.toBe(before);
    }).toPass();
  }
}

test('a page of pictures by keyboard: struck, relabelled, checked singly, written, undone as one', async ({
  page,
  api,
}) => {
  const slug = await imported(api, 'Grid', 'bars.zip', await pictureZip(96));
  await page.goto(`/d/${slug}/review/${await firstQueue(api, slug)}`);
  await expect(page.getByRole('application', { name: 'Review' })).toBeFocused();
  await page.keyboard.press('g');
  await expect(page.getByRole('heading', { name: /pictures labelled/ })).toBeVisible();
  await page.goto(`/d/${slug}/grid?given=H`);
  const tiles = page.locator('.tile');
  await expect(tiles).toHaveCount(30);
  await expect(tiles.first()).toBeFocused();

  await page.keyboard.press('x');
  await expect(tiles.first()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('1');
  await expect(tiles.first()).toHaveAccessibleName(/now I/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('x');
  await expect(page.locator('.tile.struck')).toHaveCount(4);
  await page.keyboard.press('z');
  await expect(page.locator('.tile.struck')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.tile:focus')).toHaveAccessibleName(/^picture 1[0-9],/);
  await page.keyboard.press('s');
  expect(await page.locator('.tile.chosen').count()).toBeGreaterThan(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog', { name: 'One sample, whole' })).toBeVisible();
  await shots(page, 'grid-closer');
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await shots(page, 'grid-pictures');

  // A reload loses no mark.
  await page.reload();
  await expect(page.locator('.tile.struck')).toHaveCount(1);
  const first = await tiles.first().getAttribute('data-id');
  await page.keyboard.press('Enter');
  await expect(tiles.first()).not.toHaveAttribute('data-id', first ?? '');
  await page.keyboard.press('PageUp');
  await expect(tiles.first()).toHaveAttribute('data-id', first ?? '');
  await page.keyboard.press('f');
  await check(page);
  await expect(page.locator('.verified-lede')).toContainText('answered singly');
  await expectAccessible(page);
  await shots(page, 'bulk-verified');
  await page.getByRole('button', { name: /^Write \d+/ }).click();
  await expect(page.getByRole('heading', { name: /decisions? written/ })).toBeVisible();
  const written = [...(await statuses(api, slug)).values()].filter((s) => s.status !== 'unreviewed').length;
  expect(written).toBe(30);
  await shots(page, 'bulk-written');
  await page.keyboard.press('z');
  await expect(page.getByRole('heading', { name: /taken back/ })).toBeVisible();
  const after = [...(await statuses(api, slug)).values()].filter((s) => s.status !== 'unreviewed').length;
  expect(after).toBeLessThan(written);
});

test('a filter is decided in bulk from the samples browser, and the audit log of the API says how it was checked', async ({
  page,
  api,
}) => {
  const slug = await imported(api, 'Bulk', 'topics.csv', topicCsv(topicRows(150, 15)));
  await page.goto(`/d/${slug}/samples?given=chess`);
  await expect(page.getByText(/fit\./)).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByRole('dialog', { name: 'Decide in bulk' })).toBeVisible();
  await page.getByLabel('Verdict').selectOption('exclude');
  await page.getByLabel('At most so many').selectOption('0.2');
  await expectAccessible(page);
  await shots(page, 'bulk-dialog');
  await page.getByRole('button', { name: 'Go on to the check' }).click();
  await expect(page.getByRole('heading', { name: /^Check/ })).toBeVisible();
  await expect(page.getByRole('application', { name: 'Check' })).toBeFocused();
  await settled(page);
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: 'Exclude: why?' })).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.getByText(/, 2 of \d+/)).toBeVisible();
  await settled(page);
  await page.keyboard.press('z');
  await expect(page.getByText(/, 1 of \d+/)).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'bulk-check');
  await check(page);
  // Every single answer said keep, so nothing bears the bulk out.
  await expect(page.getByRole('heading', { name: 'Checked, and less sure than you wanted' })).toBeVisible();
  await page.getByRole('button', { name: 'Give up' }).click();
  await expect(page.getByRole('heading', { name: 'Given up' })).toBeVisible();
  const bulks = (await (await api('GET', `/datasets/${slug}/bulks`)).json()) as { state: string; differed: number }[];
  expect(bulks[0]).toMatchObject({ state: 'cancelled' });
  expect(bulks[0].differed).toBeGreaterThan(5);
});

test('only what waits in a queue is decided in bulk, and undone as one', async ({ page, api }) => {
  const slug = await imported(api, 'Bulk of a queue', 'topics.csv', topicCsv(topicRows(150, 15)));
  const made = await api('POST', `/datasets/${slug}/queues`, { name: 'Chess alone', filter: { given: 'chess' } });
  expect(made.status).toBeLessThan(300);
  const labels = new Map(topicRows(150, 15).map((r) => [r.id, r.label]));
  const chess = [...labels.values()].filter((label) => label === 'chess').length;
  await page.goto(`/d/${slug}/samples`);
  await expect(page.getByText(/^150 of 150/)).toBeVisible();
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'Decide in bulk' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Only what waits in').selectOption({ label: `Chess alone (${chess})` });
  await dialog.getByLabel('At most so many').selectOption('0.2');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on to the check' }).click();
  await check(page);
  await page.getByRole('button', { name: /^Write \d+/ }).click();
  await expect(page.getByRole('heading', { name: /decisions? written/ })).toBeVisible();
  const decided = [...(await statuses(api, slug)).values()].filter((s) => s.status !== 'unreviewed');
  expect(decided).toHaveLength(chess);
  expect(decided.map((s) => labels.get(s.externalId)).every((label) => label === 'chess')).toBe(true);
  await page.keyboard.press('z');
  await expect(page.getByRole('heading', { name: /taken back|undone/i })).toBeVisible();
  // What was answered singly stands.
  const left = [...(await statuses(api, slug)).values()].filter((s) => s.status !== 'unreviewed');
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(chess);
});

test('the wall holds a whole class, of which only what is in view exists', async ({ page, api }) => {
  const slug = await imported(api, 'Wall', 'bars.zip', await pictureZip(240));
  await page.goto(`/d/${slug}/grid?given=H`);
  await expect(page.locator('.tile').first()).toBeFocused();
  await page.keyboard.press('v');
  await expect(page.getByRole('heading', { name: /pictures labelled H/ })).toContainText('140');
  const tiles = page.locator('.wall .tile');
  await tiles.first().focus();
  await page.keyboard.press('x');
  await expect(tiles.first()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('End');
  await expect(page.locator('.tile:focus')).toHaveAccessibleName(/picture 140/);
  await page.keyboard.press('1');
  await expect(page.locator('.foot')).toContainText('2 struck.');
  await expectAccessible(page);
  await shots(page, 'wall');
  await page.keyboard.press('v');
  await expect(page.locator('.tile.struck')).toHaveCount(1);
});

test.describe('at 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test('texts are struck by touch, and nothing scrolls sideways', async ({ page, api }) => {
    const slug = await imported(api, 'Touch', 'topics.csv', topicCsv(topicRows(60, 10)));
    await page.goto(`/d/${slug}/grid?given=sailing`);
    const tile = page.locator('.tile').nth(1);
    await tile.tap();
    await expect(tile).toHaveAttribute('aria-pressed', 'true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    for (const button of await page.locator('.foot .btn').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await expectAccessible(page);
    await shots(page, 'grid-390');
  });
});
