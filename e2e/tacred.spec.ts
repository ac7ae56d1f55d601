/** The forty-nine models of TACRED Revisited on TACRED's dev set: from the files to the leaderboard, in the browser alone. */
import { tacredDev } from './benchmark/tacredDev.ts';
import { expectAccessible } from './support/axe.ts';
import { type ChosenFile, clickAndChoose } from './support/dialogue.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

const made = tacredDev();
test.skip(made === null, 'the shared TACRED files are absent');

test('49 models on TACRED’s dev set, before and after TACRev’s corrections', async ({ page }) => {
  const { dataset, embeddings, predictions, names, patch } = made!;
  // A busy machine takes a minute for the first round over so many sentences.
  test.setTimeout(300_000);
  const slow = { timeout: 150_000 };
  const choose = (button: string, files: ChosenFile[]) =>
    clickAndChoose(page, page.getByRole('button', { name: button }), files);
  await page.goto('/import');
  await choose('Choose files', [
    { name: 'TACRED dev.json', mimeType: 'application/json', buffer: dataset },
    { name: 'embeddings.npy', mimeType: 'application/octet-stream', buffer: embeddings },
  ]);
  await page.getByRole('button', { name: 'Import more than 2,000 rows' }).click(slow);
  await expect(page.getByRole('button', { name: /Review next batch/ })).toBeVisible(slow);
  await page.goto(`${page.url()}/benchmark`);

  await choose('Add predictions', [
    { name: 'dev_predictions.csv.gz', mimeType: 'application/gzip', buffer: predictions },
    { name: 'dev_prediction_labels.json', mimeType: 'application/json', buffer: names },
  ]);
  await expect(page.getByRole('heading', { name: 'Leaderboard' })).toBeVisible(slow);
  await expect(page.getByText('49 models on 22,631 samples: micro-F1 without no_relation.')).toBeVisible();
  await choose('Add corrections', [{ name: 'dev_patch.json', mimeType: 'application/json', buffer: patch }]);
  await expect(page.getByRole('button', { name: 'All 49 models' })).toBeVisible();
  await expect(page.getByText('1,590 labels (7%) corrected.')).toBeVisible(slow);
  await expect(page.getByText(/105 pairs of models change places, 5 of them in at least 95%/)).toBeVisible(slow);
  const board = page.getByRole('region', { name: 'Leaderboard' });
  await expect(board.getByRole('row')).toHaveCount(50);
  await shots(page, 'tacred', { whole: true });
  await page.getByRole('button', { name: 'All 105 pairs' }).click();
  await expect(page.getByRole('region', { name: 'Pairs that change places' }).getByRole('row')).toHaveCount(106);
  const slider = page.getByRole('slider');
  await slider.focus();
  const before = await page.getByText(/^At \d/).innerText();
  await page.keyboard.press('End');
  await expect(page.getByText(/^At 100%/)).toBeVisible();
  expect(before).not.toMatch(/^At 100%/);
  await expectAccessible(page);
  await slider.scrollIntoViewIfNeeded();
  await shots(page, 'tacred-slider');
});
