import type { Page } from '@playwright/test';
import { reader } from './review/reader.ts';
import { firstQueue, imported } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';
import { topicCsv, topicRows } from './support/topics.ts';

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}\\b`) });

test('a class is added and chosen in review; two are merged, seen in the export, and undone', async ({ page, api }) => {
  const slug = await imported(api, 'Classes', 'topics.csv', topicCsv(topicRows(90, 9)));
  await page.goto(`/d/${slug}/settings`);
  await page.getByRole('link', { name: 'Classes' }).click();
  await expect(page.getByRole('heading', { name: /^Classes of/ })).toBeVisible();
  await page.keyboard.press('a');
  await page.getByLabel('Name').fill('gardening');
  await page.getByLabel('What it means').fill('Beds, seeds and tools.');
  await expect(page.getByText('What it touches')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await expect(row(page, 'gardening')).toContainText('Beds, seeds and tools.');
  await expect(row(page, 'gardening').locator('kbd')).toHaveText('3');

  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  const given = await page.locator('.verdict').innerText();
  expect(given).not.toContain('gardening');
  await r.answer('3');
  await expect(r.previous).toContainText('gardening');
  await expect.poll(async () => (await r.told(slug)).map((d) => d.label)).toEqual(['gardening']);

  await page.goto(`/d/${slug}/classes`);
  await expect(row(page, 'gardening')).toContainText('1');
  await page.getByRole('button', { name: 'Change chess' }).click();
  await page.getByRole('button', { name: 'Merge into another' }).click();
  await page.getByLabel('Into').selectOption('sailing');
  await expect(page.getByText(/samples count as something else/)).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'classes-merge');
  await page.getByRole('button', { name: 'Merge into another' }).last().press('Enter');
  await expect(row(page, 'chess')).toContainText('merged into sailing');
  await expectAccessible(page);
  await shots(page, 'classes');

  const samples = (await (await api('GET', `/datasets/${slug}/samples?given=chess&limit=5`)).json()) as {
    givenLabel: string;
    currentLabel: string;
  }[];
  expect(samples.length).toBeGreaterThan(0);
  const made = (await (await api('POST', `/datasets/${slug}/exports`, { format: 'csv' })).json()) as { id: string };
  let file = '';
  await expect(async () => {
    file = await (await api('GET', `/exports/${made.id}/file`)).text();
  }).toPass();
  expect(file).toContain('class_operation');
  expect(file).toContain('merged into sailing');

  await page.keyboard.press('z');
  await expect(page.locator('.class-events li').first()).toContainText('undone:');
  await expect(row(page, 'chess')).not.toContainText('merged');
});

test('a split gives its samples a queue of their own, whose given label is to be found anew', async ({ page, api }) => {
  const slug = await imported(api, 'Split', 'topics.csv', topicCsv(topicRows(90, 9)));
  await page.goto(`/d/${slug}/classes`);
  await page.getByRole('button', { name: 'Change cooking' }).click();
  await page.getByRole('button', { name: 'Split into parts' }).click();
  await page.getByLabel('Parts, one a line').fill('baking\nfrying');
  await expect(page.getByText(/its parts are archived/)).toBeVisible();
  await shots(page, 'classes-split');
  await page.getByRole('button', { name: 'Split into parts' }).last().click();
  await expect(row(page, 'cooking')).toContainText('split');
  const queues = (await (await api('GET', `/datasets/${slug}/queues`)).json()) as { id: string; name: string }[];
  const queue = queues.find((q) => q.name === 'Split of cooking');
  expect(queue).toBeDefined();
  // The cold round takes the new classes in.
  await expect
    .poll(async () => ((await (await api('GET', `/datasets/${slug}/rounds`)).json()) as unknown[]).length, {
      timeout: 30_000,
    })
    .toBe(2);
  const r = reader(page);
  await r.open(slug, queue?.id ?? '');
  await page.keyboard.press('/');
  await page.keyboard.type('ba');
  await page.keyboard.press('Enter');
  await expect(r.previous).toContainText('baking');
});

test('the colour of a class is a mark beside its name, wherever the class is named', async ({ page, api }) => {
  const slug = await imported(api, 'Colours', 'topics.csv', topicCsv(topicRows(90, 9)));
  const colours = { chess: '#7a3e9d', cooking: '#c47f17', sailing: '#1f7a8c' };
  for (const [name, colour] of Object.entries(colours)) {
    const operation = { kind: 'colour', class: name, colour };
    expect((await api('POST', `/datasets/${slug}/classes`, { operation })).status).toBeLessThan(300);
  }
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  await expect(page.locator('.choices .swatch')).toHaveCount(3);
  const label = page.getByRole('button', { name: /chess/ }).first();
  await expect(label.locator('.swatch')).toHaveCSS('background-color', 'rgb(122, 62, 157)');
  await expectAccessible(page);
  await shots(page, 'colours-review');
  await page.goto(`/d/${slug}/grid?given=chess`);
  await expect(page.locator('h1 .swatch')).toHaveCount(1);
  // One before each tile's label; where another is suggested, one before that too.
  await expect(page.locator('.tile').first().locator('.swatch').first()).toHaveCSS(
    'background-color',
    'rgb(122, 62, 157)',
  );
  await shots(page, 'colours-grid');
  await page.goto(`/d/${slug}`);
  await expect(page.locator('.matrix th .swatch').first()).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'colours-overview');
});

test.describe('at 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test('the page fits, and a class is renamed by touch', async ({ page, api }) => {
    const slug = await imported(api, 'Narrow', 'topics.csv', topicCsv(topicRows(60, 10)));
    await page.goto(`/d/${slug}/classes`);
    await page.getByRole('button', { name: 'Change chess' }).tap();
    await page.getByLabel('Name').fill('board games');
    await shots(page, 'classes-rename');
    await page.getByRole('button', { name: 'Rename' }).last().tap();
    await expect(page.getByText('was chess')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await expectAccessible(page);
    await shots(page, 'classes-390');
  });
});
