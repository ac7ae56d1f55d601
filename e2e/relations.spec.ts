/** A relation data set from the file to the corrected file, in the browser alone. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test.ts';

const ready = { timeout: 90_000 };
const people = [
  'Ada Blom',
  'Ruth Halloran',
  'Tadeusz Wrona',
  'Odile Perrin',
  'Samuel Achebe',
  'Ben Marsh',
  'Mira Dahl',
];
const firms = ['Halden Instruments', 'Cobh Radio', 'Wrona Optics', 'Lagos Tonewood', 'Kestrel Audio'];
const verbs = { 'org:founded_by': 'founded', 'org:top_members/employees': 'leads', no_relation: 'criticised' } as const;
type Relation = keyof typeof verbs;

/** 105 sentences in the format of TACRED; the first two state a relation and are labelled as if they did not. */
const sentences = Array.from({ length: 105 }, (_, i) => {
  const truth = (Object.keys(verbs) as Relation[])[i % 3]!;
  const person = people[i % 7]!.split(' ');
  const firm = firms[i % 5]!.split(' ');
  const token = ['On', 'Monday', ',', ...person, verbs[truth], ...firm, '.'];
  return {
    id: `s${i}`,
    docid: `d${i % 10}`,
    relation: i < 2 ? 'no_relation' : truth,
    token,
    subj_start: 6,
    subj_end: 5 + firm.length,
    obj_start: 3,
    obj_end: 4,
    subj_type: 'ORGANIZATION',
    obj_type: 'PERSON',
    stanford_ner: token.map(() => 'O'),
  };
});

test('TACRED comes in, its overlooked relations have a queue, and the corrected file goes out', async ({ page }) => {
  await page.goto('/import');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  const buffer = Buffer.from(JSON.stringify(sentences));
  await (await chooser).setFiles([{ name: 'tacred sample.json', mimeType: 'application/json', buffer }]);
  await expect(page.getByRole('button', { name: 'Relations', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('combobox', { name: 'Role of column relation' })).toHaveValue('label');
  await expect(page.getByText('Part of the relation')).toHaveCount(7);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Import 105 rows' }).click();
  await expect(page.getByRole('button', { name: /Review next batch/ })).toBeVisible(ready);
  await expect(page.getByText('105 sentences, 3 classes.')).toBeVisible();
  await expect(page.getByText('no_relation that looks like a relation').first()).toBeVisible();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/overview.png`, fullPage: true });

  const at = page.url();
  await page.goto(`${at}/samples`);
  await expect(page.locator('.samples .entity.is-subject').first()).toContainText(/Halden Instruments|Cobh Radio/);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/samples.png` });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.goto(`${at}/exports`);
  await page.getByRole('button', { name: 'TACRED', exact: true }).click();
  await expect(page.getByText('Eliminate wrong no_relation')).toBeVisible();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/exports.png`, fullPage: true });
  await page.getByRole('button', { name: 'Export as TACRED' }).click();
  const link = page.getByRole('link', { name: /Download|\.json/ }).first();
  const download = page.waitForEvent('download');
  await link.click();
  const path = await (await download).path();
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(sentences);

  await page.goto(`${at}/settings`);
  await expect(page.getByRole('combobox', { name: 'No relation' })).toHaveValue('no_relation');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/settings.png`, fullPage: true });
});
