/** The main job, by keyboard alone: sign in, import, review, see the round, export. */
import { choose, expectCorrected, exportAll, importAndReview, reviewWithTruth, signIn } from './loop/walk.ts';
import { pictureZip } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { topicCsv, topicRows } from './support/topics.ts';

test.use({ role: null });

test('a lead cleans a text dataset without touching the mouse', async ({ page }) => {
  const rows = topicRows(240, 12);
  const truth = new Map(rows.map((r) => [r.id, { given: r.label, truth: r.truth }]));
  await signIn(page);
  await choose(page, { name: 'topics.csv', mimeType: 'text/csv', buffer: topicCsv(rows) });
  await expect(page.getByLabel('Role of column text')).toHaveValue('text');
  await expect(page.getByLabel('Role of column label')).toHaveValue('label');
  await importAndReview(page, /^Import 240 rows/, /\/d\/topics/);
  const relabelled = await reviewWithTruth(page, 12, (id) => truth.get(id)!, ['chess', 'cooking', 'sailing']);
  expect(relabelled).toBeGreaterThanOrEqual(6);
  await expect(page.getByText(/Round 2/).first()).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const { bytes } = await exportAll(page, 12);
  expectCorrected(bytes, 240, relabelled);
});

test('a lead cleans an image dataset without touching the mouse', async ({ page }) => {
  await signIn(page);
  await choose(page, { name: 'signs.zip', mimeType: 'application/zip', buffer: await pictureZip(180) });
  await importAndReview(page, /^Import 180 /, /\/d\/signs/);
  // Pictures with an even number show an upright bar, I; every twelfth lies in the wrong folder.
  const truthOf = (id: string) => {
    const k = Number(/p(\d+)/.exec(id)?.[1]);
    const truth = k % 2 === 0 ? 'I' : 'H';
    return { given: k % 12 === 0 ? 'H' : truth, truth };
  };
  const relabelled = await reviewWithTruth(page, 12, truthOf, ['H', 'I']);
  expect(relabelled).toBeGreaterThanOrEqual(6);
  await expect(page.getByText(/Round 2/).first()).toBeVisible({ timeout: 60_000 });
  const { bytes } = await exportAll(page, 12);
  expectCorrected(bytes, 180, relabelled);
});
