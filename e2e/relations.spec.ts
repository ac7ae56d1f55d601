/** A relation data set from the file to the corrected file, in the browser alone. */
import { readFile } from 'node:fs/promises';
import { reader } from './review/reader.ts';
import { expectAccessible, expectFaultless } from './support/axe.ts';
import { clickAndChoose } from './support/dialogue.ts';
import { shots } from './support/shots.ts';
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
  const buffer = Buffer.from(JSON.stringify(sentences));
  const file = { name: 'tacred sample.json', mimeType: 'application/json', buffer };
  await clickAndChoose(page, page.getByRole('button', { name: 'Choose files' }), [file]);
  await expect(page.getByRole('button', { name: 'Relations', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('combobox', { name: 'Role of column relation' })).toHaveValue('label');
  await expect(page.getByText('Part of the relation')).toHaveCount(7);
  await expectFaultless(page);
  await page.getByRole('button', { name: 'Import 105 rows' }).click();
  await expect(page.getByRole('button', { name: /Review next batch/ })).toBeVisible(ready);
  await expect(page.getByText('105 sentences, 3 classes.')).toBeVisible();
  await expect(page.getByText('no_relation that looks like a relation').first()).toBeVisible();
  await shots(page, 'relations-overview', { whole: true });

  const at = page.url();
  await page.goto(`${at}/samples`);
  await expect(page.locator('.samples .entity.is-subject').first()).toContainText(/Halden Instruments|Cobh Radio/);
  await shots(page, 'relations-samples');
  await expectFaultless(page);

  // Both hidden relations wait in their queue; without the audit, which would put others between them.
  const slug = at.split('/').at(-1)!;
  await page.request.post('/api/trpc/datasets.updateSettings', {
    data: { slug, settings: { auditShare: 0 } },
    headers: { origin: new URL(at).origin },
  });
  await page.goto(`${at}/queues`);
  await shots(page, 'relations-queues');
  await page.getByRole('link', { name: 'no_relation that looks like a relation', exact: true }).click();
  const r = reader(page);
  await expect(r.sheet).toBeFocused();
  await expect(page.locator('.relation-choices')).toContainText('no_relation');
  await r.read();
  await shots(page, 'relations-review');
  await expectAccessible(page);
  await page.locator('.sheet').focus();
  await r.answer('a');
  await page.keyboard.press('a');
  await expect.poll(async () => (await r.told(slug)).map((d) => d.verdict)).toEqual(['relabel', 'relabel']);

  await page.goto(`${at}/exports`);
  await page.getByRole('button', { name: 'TACRED', exact: true }).click();
  await expect(page.getByText('Eliminate wrong no_relation')).toBeVisible();
  await shots(page, 'relations-exports', { whole: true });
  await page.getByRole('button', { name: 'Export as TACRED' }).click();
  const link = page.getByRole('link', { name: /Download|\.json/ }).first();
  const download = page.waitForEvent('download');
  await link.click();
  const path = await (await download).path();
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(
    sentences.map((s, i) => ({ ...s, relation: i < 2 ? (Object.keys(verbs)[i] as Relation) : s.relation })),
  );

  await page.goto(`${at}/settings`);
  await expect(page.getByRole('combobox', { name: 'No relation' })).toHaveValue('no_relation');
  await shots(page, 'relations-settings', { whole: true });
});
