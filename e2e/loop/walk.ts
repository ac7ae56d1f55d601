import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { password } from '../support/account.ts';
import { expectAccessible } from '../support/axe.ts';
import { chooseFiles, tabTo } from '../support/keyboard.ts';
import { settled } from '../support/painted.ts';
import { expect } from '../support/test.ts';

export interface LoopFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** From the door to the page that imports, as a lead. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in?next=%2Fimport');
  await tabTo(page, page.getByLabel(/mail/i));
  await page.keyboard.type('lead@example.org');
  await tabTo(page, page.getByLabel(/password/i));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/import$/);
  await expectAccessible(page);
}

/** Chooses a file and looks at its preview. */
export async function choose(page: Page, file: LoopFile): Promise<void> {
  await chooseFiles(page, page.getByRole('button', { name: 'Choose files' }), [file]);
}

/** Imports what is previewed and opens the first queue's review when it is ready. */
export async function importAndReview(page: Page, button: RegExp, url: RegExp): Promise<void> {
  await expectAccessible(page);
  await tabTo(page, page.getByRole('button', { name: button }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(url);
  await expect(page.getByRole('button', { name: /Review next batch/ })).toBeVisible({ timeout: 90_000 });
  await expectAccessible(page);
  await page.locator('body').press('r');
  await page.getByRole('application').waitFor();
}

/** Reviews `count` samples with the truth. @returns how many were relabelled */
export async function reviewWithTruth(
  page: Page,
  count: number,
  truthOf: (id: string) => { given: string; truth: string },
  classes: string[],
): Promise<number> {
  const id = page.locator('.meta .ext');
  let relabelled = 0;
  for (let n = 0; n < count; n++) {
    const shown = await id.innerText();
    const { given, truth } = truthOf(shown);
    await settled(page);
    if (given === truth) await page.keyboard.press('k');
    else {
      await page.keyboard.press(String(classes.indexOf(truth)));
      relabelled++;
    }
    await expect(id).not.toHaveText(shown);
  }
  return relabelled;
}

/** Goes back to the overview and exports what is there as the chosen format. @returns the downloaded file */
export async function exportAll(page: Page, decisions: number): Promise<{ name: string; bytes: Buffer }> {
  await page.goto(page.url().replace(/\/review\/.*/, ''));
  await expect(page.getByText(new RegExp(`${decisions} decisions`)).first()).toBeVisible();
  await page.locator('body').press('e');
  await expect(page).toHaveURL(/\/exports$/);
  await tabTo(page, page.getByRole('button', { name: /^Export as/ }));
  await page.keyboard.press('Enter');
  const link = page.getByRole('link', { name: /Download/ }).first();
  await tabTo(page, link);
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Rows of a corrected CSV: every column of the proof is there, and as many rows are changed as were relabelled. */
export function expectCorrected(csv: Buffer, rows: number, relabelled: number): void {
  const lines = csv.toString('utf8').trim().split(/\r?\n/);
  const header = lines[0].split(',');
  for (const column of ['label', 'given_label', 'status', 'decided_by', 'decided_at', 'p_given', 'suggested_label'])
    expect(header).toContain(column);
  expect(lines.length).toBe(rows + 1);
  expect(lines.filter((l) => l.includes(',changed,')).length).toBe(relabelled);
}
