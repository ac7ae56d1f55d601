import type { Page } from '@playwright/test';
import { reader } from './review/reader.ts';
import { imported, textCsv } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { join } from './support/join.ts';
import { settled } from './support/painted.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

/** A lead makes a queue that is read as `way` says. @returns its id */
async function makeQueue(page: Page, slug: string, way: string, name: string): Promise<string> {
  await page.goto(`/d/${slug}/queues`);
  await page.getByLabel('Read by').selectOption({ label: way });
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Make the queue' }).click();
  await expect(page.getByText(`“${name}” is made.`)).toBeVisible();
  const to = await page.getByRole('link', { name: 'Its settings' }).getAttribute('href');
  return to?.split('/').at(-1) ?? '';
}

/** The hidden audit would give each reader samples of their own. */
async function withoutAudit(page: Page, slug: string): Promise<void> {
  await page.goto(`/d/${slug}/settings`);
  await page.getByLabel('Random audit').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

test('two readers for each sample: what they disagree about is decided by a lead, with both sides’ notes', async ({
  page,
  api,
  as,
  server,
}) => {
  const slug = await imported(api, 'Pairs', 'texts.csv', textCsv());
  await withoutAudit(page, slug);
  const [one, two] = [await as('annotator'), await as(null)];
  await join(two, server.home, 'Bea');
  const queueId = await makeQueue(page, slug, 'two readers', 'By two');
  await page.getByRole('link', { name: 'Its settings' }).click();
  await expect(page.getByLabel('Readers per sample')).toHaveValue('2');
  await page.getByRole('button', { name: 'Only these' }).click();
  await page.getByLabel('Test annotator').check();
  await page.getByLabel('Bea').check();
  await expectAccessible(page);
  await shots(page, 'queue-settings');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  const [ann, bea] = [reader(one), reader(two)];
  await ann.open(slug, queueId);
  await bea.open(slug, queueId);
  const first = await ann.sample();
  expect(await bea.sample()).toBe(first);
  const said = async (at: Page, note: string) => {
    await at.keyboard.press('m');
    await at.keyboard.type(note);
    await at.keyboard.press('Enter');
  };
  await said(one, 'it is about the other');
  expect(await ann.answer('a')).toBe(first);
  await said(two, 'the given one is right');
  await expect(two.locator('.verdict-note')).not.toContainText('now counts');
  expect(await bea.answer('k')).toBe(first);
  const second = await ann.answer('k');
  expect(await bea.answer('k')).toBe(second);
  await expect.poll(async () => (await bea.told(slug)).length).toBe(2);

  await page.goto(`/d/${slug}/queues`);
  await expect(page.getByText('Readers disagree about 1 sample')).toBeVisible();
  await shots(page, 'queues');
  await page.getByRole('link', { name: 'Decide conflicts' }).click();
  const conflict = page.getByRole('article', { name: `Conflict about ${first}` });
  await expect(conflict).toContainText('it is about the other');
  await expect(conflict).toContainText('the given one is right');
  await expect(conflict).toContainText('Bea');
  await expectAccessible(page);
  await shots(page, 'conflict');
  await page.keyboard.press('2');
  await expect(page.getByText('Nothing waits here.')).toBeVisible();
  await page.keyboard.press('z');
  await expect(conflict).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('Nothing waits here.')).toBeVisible();

  await page.getByRole('link', { name: 'Measure' }).click();
  await expect(page.getByRole('heading', { name: 'Krippendorff’s alpha' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Bea 2/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Bea and Test annotator|Test annotator and Bea/ })).toContainText('50%');
  await expectAccessible(page);
  await shots(page, 'agreement');
  await page.goto(`/d/${slug}`);
  await expect(page.getByRole('heading', { name: 'Read again' })).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'overview-read-again');
});

test('a blind queue shows two labels, and nothing tells which one was given', async ({ page, api, as }) => {
  const slug = await imported(api, 'Blind', 'texts.csv', textCsv());
  const queueId = await makeQueue(page, slug, 'two readers, blind', 'secretly sailing');
  const annotator = await as('annotator');
  const wire: string[] = [];
  annotator.on('response', async (answer) => {
    if (/review\.(next|state|history)/.test(answer.url())) wire.push(await answer.text().catch(() => ''));
  });
  await annotator.goto(`/d/${slug}/review/${queueId}`);
  const sheet = annotator.getByRole('application', { name: 'Review' });
  await expect(sheet).toBeFocused();
  const pair = annotator.locator('.blind-pair');
  await expect(pair).toContainText('cooking');
  await expect(pair).toContainText('sailing');
  await expect(annotator.getByRole('button', { name: /Neither/ })).toBeVisible();
  await expectAccessible(annotator);
  await shots(annotator, 'blind');
  await sheet.focus();
  const text = () => annotator.locator('.reading').innerText();
  const answer = async (press: string, told: string | RegExp) => {
    const before = await text();
    await settled(annotator);
    await annotator.keyboard.press(press);
    await expect(annotator.locator('.previous')).toContainText(told);
    await expect.poll(text).not.toBe(before);
  };
  const left = await annotator.locator('.act .what').first().innerText();
  await annotator.keyboard.press('k');
  await answer('ArrowLeft', `${left} it is.`);
  await answer('ArrowRight', 'it is.');
  await answer('b', 'Both labels fit.');
  await answer('n', 'No label fits.');
  await settled(annotator);
  await annotator.keyboard.press('z');
  await expect(annotator.locator('.previous')).toContainText('Both labels fit.');
  await annotator.reload();
  await expect(sheet).toBeFocused();
  await expect(annotator.locator('.previous')).toContainText('Both labels fit.');
  expect(wire.length).toBeGreaterThan(2);
  const all = wire.join('\n');
  expect(all).toContain('"blind":{"left":"');
  expect(all).not.toMatch(
    /secretly|"externalId":"|"givenLabel":"|"currentLabel":"|"row":\d|"label":"(cooking|sailing)","was"/,
  );
});
