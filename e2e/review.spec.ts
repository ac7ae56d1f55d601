import { reader } from './review/reader.ts';
import { firstQueue, imported, pictureZip, textCsv } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { painted } from './support/painted.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

test.describe('texts', () => {
  test('are decided by keyboard alone, with every verdict', async ({ page, api }) => {
    const slug = await imported(api, 'Verdicts', 'texts.csv', textCsv());
    const r = reader(page);
    await r.open(slug, await firstQueue(api, slug));

    await r.answer('k');
    await expect(r.previous).toContainText('stands.');
    await r.answer('n');
    await expect(r.previous).toContainText('no label fits');
    await r.answer('u');
    await expect(r.previous).toContainText('Passed to another reader.');
    const skipped = await r.answer('s');
    await expect(r.previous).toContainText('Skipped.');

    const before = await r.sample();
    await page.keyboard.press('x');
    await expect(page.getByRole('region', { name: 'Exclude: why?' })).toBeVisible();
    await shots(page, 'review-exclude');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Exclude: why?' })).toBeHidden();
    expect(await r.sample()).toBe(before);
    await page.keyboard.press('x');
    await page.keyboard.press('d');
    await expect(r.previous).toContainText('Left out: duplicate.');
    await r.read();

    // A note goes with the decision; its letters are letters.
    await page.keyboard.press('m');
    await page.keyboard.type('knead it');
    await shots(page, 'review-note');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Note: knead it')).toBeVisible();
    await r.answer('k');

    await expect
      .poll(async () => (await r.told(slug)).map((d) => d.verdict))
      .toEqual(['keep', 'none', 'unsure', 'exclude', 'keep']);
    expect((await r.told(slug)).map((d) => d.sampleId)).not.toContain(skipped);
  });

  test('are labelled by their digit, and by two letters and Enter', async ({ page, api }) => {
    const slug = await imported(api, 'Labels', 'texts.csv', textCsv());
    const r = reader(page);
    await r.open(slug, await firstQueue(api, slug));
    const digits = await page
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-keyshortcuts') ?? ''));
    expect(digits).toHaveLength(2);
    const ruler = page.locator('.ruler');
    await ruler.evaluate((svg) => {
      new MutationObserver(() => svg.setAttribute('data-moved', '')).observe(svg, { attributeFilter: ['width'] });
    });
    await r.answer(digits[1]);
    await page.keyboard.press('/');
    await page.keyboard.type('sa');
    await shots(page, 'review-find');
    await page.keyboard.press('Enter');
    await expect(r.previous).toContainText('sailing');
    await r.read();
    await r.answer(digits[0]);
    await expect.poll(async () => (await r.told(slug)).length).toBe(3);
    // The ruler held still, whatever the server heard of when.
    await expect(ruler).not.toHaveAttribute('data-moved');

    const queues = (await (await api('GET', `/datasets/${slug}/queues`)).json()) as { id: string; waiting: number }[];
    await page.goto(`/d/${slug}/review/${queues.find((q) => q.waiting === 0)?.id}`);
    await expect(page.getByRole('heading', { name: 'Nothing waits here.' })).toBeVisible();
    await expectAccessible(page);
    await shots(page, 'review-empty');
  });

  test('scroll alone, while labels and verdicts stay', async ({ page, api }) => {
    const slug = await imported(api, 'Long', 'texts.csv', textCsv());
    const r = reader(page);
    await r.open(slug, await firstQueue(api, slug));
    for (let k = 0; k < 20 && (await page.locator('.screens').innerText()) === ''; k++) await r.answer('k');
    await expect(page.locator('.screens')).toContainText('screen 1 of');
    await page.keyboard.press('Space');
    await expect(page.locator('.screens')).toContainText('screen 2 of');
    await page.keyboard.press('Shift+Space');
    await expect(page.locator('.screens')).toContainText('screen 1 of');
    for (const part of ['.verdict', '.choices', '.actions'])
      await expect(page.locator(part)).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);

    // On a phone the page scrolls instead; the next sample begins at its beginning.
    await page.setViewportSize({ width: 390, height: 844 });
    await page.keyboard.press('Space');
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
    await page.keyboard.press('Space');
    await r.answer('k');
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    const rows = await page.locator('.row').evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
    expect(new Set(rows).size).toBe(1);
  });

  test('show probabilities only after W, and only for that sample', async ({ page, api }) => {
    const slug = await imported(api, 'Why', 'texts.csv', textCsv());
    const r = reader(page);
    await r.open(slug, await firstQueue(api, slug));
    await expect(page.locator('.ev-rows')).toHaveCount(0);
    expect(await page.locator('.row .v').allInnerTexts()).toEqual(['', '']);
    await page.keyboard.press('w');
    await expect(page.getByRole('button', { name: 'Probabilities' })).toHaveAttribute('aria-pressed', 'true');
    await shots(page, 'review-why');
    await r.answer('k');
    await expect(page.getByRole('button', { name: 'Probabilities' })).toHaveAttribute('aria-pressed', 'false');
    // What is clicked beside the sheet leaves the keys where they were.
    await page.getByRole('button', { name: 'Definitions' }).click();
    await r.answer('k');
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await r.answer('k');
  });
});

test('a held key labels one sample, a press right after the paint none', async ({ page, api }) => {
  const slug = await imported(api, 'Held', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  const first = await r.sample();
  // Playwright marks every further `down` as a repeat, as a keyboard does.
  await page.keyboard.down('k');
  await expect(page.locator('.meta .ext')).not.toHaveText(first);
  const second = await r.sample();
  for (let k = 0; k < 10; k++) await page.keyboard.down('k');
  await r.read();
  for (let k = 0; k < 10; k++) await page.keyboard.down('k');
  await page.keyboard.up('k');
  await painted(page);
  expect(await r.sample()).toBe(second);
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(page.locator('.meta .ext')).not.toHaveText(second);
  await r.read();
  await r.answer('n');
  // They arrive in order: with the last, all are there.
  await expect.poll(async () => (await r.told(slug)).map((t) => t.verdict)).toEqual(['keep', 'keep', 'none']);
});

test('keys rest while the sheet has no focus, and when they are switched off', async ({ page, api }) => {
  const slug = await imported(api, 'Focus', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  const first = await r.sample();
  await page.getByRole('complementary', { name: 'Evidence' }).focus();
  await page.keyboard.press('k');
  await painted(page);
  expect(await r.sample()).toBe(first);
  await r.sheet.focus();
  await page.keyboard.press('?');
  await page.getByLabel('Single keys act').uncheck();
  await page.keyboard.press('Escape');
  await r.read();
  await page.keyboard.press('k');
  await painted(page);
  expect(await r.sample()).toBe(first);
  await page.getByRole('button', { name: /^Keep/ }).click();
  await expect(page.locator('.meta .ext')).not.toHaveText(first);
  await page.reload();
  await expect(r.sheet).toHaveClass(/keys-off/);
});

test('undo goes back sample by sample, after delivery and after a reload', async ({ page, api }) => {
  const slug = await imported(api, 'Undo', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  const one = await r.answer('k');
  const two = await r.answer('n');
  await expect.poll(async () => (await r.told(slug)).length).toBe(2);
  await page.keyboard.press('z');
  await expect(page.locator('.meta .ext')).toHaveText(two);
  await expect.poll(async () => (await r.told(slug)).map((d) => d.verdict)).toEqual(['keep']);
  await page.reload();
  await expect(r.previous).toContainText('stands.');
  await r.read();
  await page.keyboard.press('z');
  await expect(page.locator('.meta .ext')).toHaveText(one);
  await expect.poll(async () => (await r.told(slug)).length).toBe(0);
  await r.read();
  await r.answer('n');
  await expect.poll(async () => (await r.told(slug)).map((d) => d.verdict)).toEqual(['none']);
});

test.describe('pictures', () => {
  test('are decided by keyboard alone and can be looked at closely', async ({ page, api }) => {
    const slug = await imported(api, 'Bars', 'bars.zip', await pictureZip());
    const r = reader(page);
    await r.open(slug, await firstQueue(api, slug));
    const picture = page.getByRole('img', { name: /28 by 28 pixels/ });
    await expect(picture).toBeVisible();
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(28);
    await page.keyboard.press('+');
    await expect(picture).toHaveAttribute('style', /scale\(1\.5\)/);
    await page.keyboard.press('i');
    await expect(picture).toHaveAttribute('style', /invert/);
    await shots(page, 'review-picture');
    for (const part of ['.verdict', '.choices', '.actions', '.frame'])
      await expect(page.locator(part)).toBeInViewport({ ratio: 1 });
    const keys = await page
      .locator('.column')
      .evaluateAll((all) => all.map((b) => b.getAttribute('aria-keyshortcuts') ?? ''));
    await r.answer(keys[0]);
    await r.answer(keys[1]);
    await r.answer('u');
    await expect.poll(async () => (await r.told(slug)).length).toBe(3);
  });
});

for (const scheme of ['light', 'dark'] as const)
  test(`the screen has no serious fault for assistive technology (${scheme})`, async ({ page, api }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const slug = await imported(api, `Axe ${scheme}`, 'texts.csv', textCsv());
    const r = reader(page);
    await r.open(slug, await firstQueue(api, slug));
    await r.answer('k');
    await page.keyboard.press('d');
    await expectAccessible(page);
  });
