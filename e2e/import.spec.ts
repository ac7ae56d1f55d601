/** What a browser alone can hand over: a dropped folder, and arrays of one's own beside the rows. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictures } from './review/sets.ts';
import { clickAndChoose } from './support/dialogue.ts';
import { npy } from './support/npy.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

const ready = { timeout: 90_000 };

test('a folder dropped beside the zone is imported, a class per folder', async ({ page, context }) => {
  const folder = await mkdtemp(join(tmpdir(), 'bars-'));
  try {
    for (const { path, png } of await pictures(96)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), png);
    }
    await page.goto('/import');
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    const browser = await context.newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await browser.send('Input.dispatchDragEvent', { type, x: 600, y: 600, data });
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue(/^bars-/);
    await shots(page, 'import-pictures');
    await page.getByRole('button', { name: 'Import 96 pictures' }).click();
    await shots(page, 'import-running');
    await expect(page.getByRole('button', { name: /Review next batch/ })).toBeVisible(ready);
    await expect(page.getByText('96 pictures, 2 classes.')).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('embeddings of one’s own replace the encoder, and one’s own model has a queue', async ({ page }) => {
  // The texts say nothing; only the array tells the three classes apart. Every seventeenth label is another class's.
  const rows = Array.from({ length: 150 }, (_, i) => ({ truth: i % 3, given: i % 17 === 0 ? (i + 1) % 3 : i % 3 }));
  const csv = ['id,text,label', ...rows.map(({ given }, i) => `e${i},the same words,${'abc'[given]}`)].join('\n');
  const array = npy(rows.map(({ truth }, i) => [0, 1, 2].map((j) => (j === truth ? 3 : 0) + Math.sin(13 * i + 7 * j))));
  const probabilities = npy(rows.map(({ truth }) => [0, 1, 2].map((j) => (j === truth ? 0.8 : 0.1))));
  await page.goto('/import');
  const choose = page.getByRole('button', { name: 'Choose files' });
  // What is wrong with a file is said with its line, before anything is imported.
  const faulty = ['id,text,label', 'a1,one,x', 'a1,two,x', 'a3,three,', 'a4,four,y', 'a5,five,x'].join('\n');
  await clickAndChoose(page, choose, [{ name: 'faulty.csv', mimeType: 'text/csv', buffer: Buffer.from(faulty) }]);
  await expect(page.locator('.prob li').filter({ hasText: /line 4\b/ })).toBeVisible();
  await shots(page, 'import-problems', { whole: true });
  // What is found is of the columns as they are chosen; what forbids an import is said before it is tried.
  await expect(page.getByRole('button', { name: 'Import 5 rows' })).toBeEnabled();
  await page.getByRole('combobox', { name: 'Role of column id' }).selectOption('Id');
  await expect(page.getByText('The id “a1” was already used on line 2; ids must be unique.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import 5 rows' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Role of column id' }).selectOption('Label');
  await expect(page.locator('.dist').getByText('a1')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await clickAndChoose(page, choose, [
    { name: 'own arrays.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
    { name: 'embeddings.npy', mimeType: 'application/octet-stream', buffer: array },
    { name: 'probabilities.npy', mimeType: 'application/octet-stream', buffer: probabilities },
  ]);
  await page.getByRole('combobox', { name: /probabilities\.npy/ }).selectOption('predProbs');
  await expect(page.getByRole('combobox', { name: /embeddings\.npy/ })).toHaveValue('embeddings');
  await shots(page, 'import-table', { whole: true });
  await page.getByRole('button', { name: 'Import 150 rows' }).click();
  await expect(page.getByRole('button', { name: /Review next batch/ })).toBeVisible(ready);
  await page.locator('body').press('r');
  // Just the nine wrong ones have no neighbour of their own class.
  await expect(page.getByRole('combobox', { name: 'Queue' })).toContainText('Neighbours disagree (9)');
  await expect(page.getByRole('combobox', { name: 'Queue' })).toContainText('Model and label disagree (9)');
});
