/** The main job, by keyboard alone: sign in, import, review, see the round, export. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { password } from './support/account.ts';
import { chooseFiles, tabTo } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';
import { topicCsv, topicRows } from './support/topics.ts';

async function expectNoSeriousFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(serious.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
}

test.use({ role: null });

test('a lead cleans a text dataset without touching the mouse', async ({ page }) => {
  const rows = topicRows(240, 12);
  const truth = new Map(rows.map((r) => [r.text, r]));

  await page.goto('/sign-in?next=%2Fimport');
  await tabTo(page, page.getByLabel(/mail/i));
  await page.keyboard.type('lead@example.org');
  await tabTo(page, page.getByLabel(/password/i));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/import$/);
  await expectNoSeriousFault(page);

  const file = { name: 'topics.csv', mimeType: 'text/csv', buffer: topicCsv(rows) };
  await chooseFiles(page, page.getByRole('button', { name: 'Choose files' }), [file]);
  await expect(page.getByLabel('Role of column text')).toHaveValue('text');
  await expect(page.getByLabel('Role of column label')).toHaveValue('label');
  await expectNoSeriousFault(page);
  await tabTo(page, page.getByRole('button', { name: /^Import 240 rows/ }));
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/\/d\/topics/);
  await expect(page.getByRole('button', { name: /Review next batch/ })).toBeVisible({ timeout: 90_000 });
  await expectNoSeriousFault(page);
  await page.locator('body').press('r');

  const area = page.getByRole('application');
  await area.waitFor();
  let relabelled = 0;
  for (let n = 0; n < 12; n++) {
    await expect(area).toContainText(/note \d+/);
    const shown = await area.innerText();
    const note = /note (\d+)/.exec(shown)?.[1];
    const row = [...truth.values()].find((r) => r.text.endsWith(`note ${note}`))!;
    // A press within 250 ms of the paint is taken for a slip of the finger.
    await page.waitForTimeout(320);
    if (row.label === row.truth) await page.keyboard.press('k');
    else {
      await page.keyboard.press(String(['chess', 'cooking', 'sailing'].indexOf(row.truth)));
      relabelled++;
    }
    await expect(area).not.toContainText(`note ${note}`);
  }
  expect(relabelled).toBeGreaterThanOrEqual(6);
  await expect(page.getByText(/Round 2/).first()).toBeVisible({ timeout: 60_000 });
  await expectNoSeriousFault(page);

  await page.goto(page.url().replace(/\/review\/.*/, ''));
  await expect(page.getByText(/12 decisions/).first()).toBeVisible();
  await page.locator('body').press('e');
  await expect(page).toHaveURL(/\/exports$/);
  await tabTo(page, page.getByRole('button', { name: /^Export as/ }));
  await page.keyboard.press('Enter');
  const link = page.getByRole('link', { name: /Download/ }).first();
  await tabTo(page, link);
  await expectNoSeriousFault(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  const header = lines[0].split(',');
  for (const column of ['label', 'given_label', 'status', 'decided_by', 'decided_at', 'p_given', 'suggested_label'])
    expect(header).toContain(column);
  expect(lines.length).toBe(241);
  const changed = lines.slice(1).filter((l) => l.includes(',changed,'));
  expect(changed.length).toBe(relabelled);
});
