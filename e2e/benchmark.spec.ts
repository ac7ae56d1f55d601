import { madeRelations } from './benchmark/relations.ts';
import { reader } from './review/reader.ts';
import { imported } from './review/sets.ts';
import { expectAccessible, expectFaultless } from './support/axe.ts';
import { chooseFiles } from './support/keyboard.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

test('from predictions to impact: models and corrections change the order, and make a queue', async ({ page, api }) => {
  const made = madeRelations();
  const slug = await imported(api, 'Benchmark', 'dev.json', made.dataset);
  await page.goto(`/d/${slug}/benchmark`);
  const file = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

  // A file that does not fit is refused whole, with its line.
  const add = page.getByRole('button', { name: 'Add predictions' });
  await chooseFiles(page, add, [file('wrong.csv', 'id,m\nr0,no_relation\nr1,org:fonded_by\n')]);
  await expect(page.getByText(/“org:fonded_by” \(column m\) is no class/).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Leaderboard' })).toBeHidden();

  await chooseFiles(page, add, [file('models.csv', made.predictions)]);
  const board = page.getByRole('region', { name: 'Leaderboard' });
  await expect(board.getByRole('row')).toHaveCount(5);
  await expect(board.getByRole('row').nth(1)).toContainText('parrot');
  await expect(page.getByText('No label is corrected yet.')).toBeVisible();

  await chooseFiles(page, page.getByRole('button', { name: 'Add corrections' }), [file('fixed.json', made.patch)]);
  await expect(page.getByText(/pairs? of models changes? places/)).toBeVisible();
  await expect(board.getByRole('row').nth(1)).toContainText(/careful|patient/);
  await expect(page.getByRole('row', { name: /fixed\.json/ })).toContainText(String(made.hidden));
  await expect(page.getByText(/They change places at/)).toBeVisible();
  await expectFaultless(page);
  await shots(page, 'benchmark', { whole: true });
  const impact = (await (await api('GET', `/datasets/${slug}/impact`)).json()) as {
    changed: number;
    inversions: unknown[];
  };
  expect(impact.changed).toBe(made.hidden);
  expect(impact.inversions.length).toBeGreaterThan(0);

  // A file that knows more classes than the dataset is refused, says which, and brings them when asked to.
  const newer = JSON.stringify({ r0: 'org:invented' });
  await chooseFiles(page, page.getByRole('button', { name: 'Add corrections' }), [file('newer.json', newer)]);
  await expect(page.getByText('1 label is no class here yet:')).toBeVisible();
  await shots(page, 'benchmark-unknown', { whole: true });
  await expectFaultless(page);
  await page.getByRole('button', { name: 'Add this class' }).click();
  await expect(page.getByRole('row', { name: /newer\.json/ })).toContainText('1');
  await page.getByRole('button', { name: 'Take back newer.json' }).click();
  await expect(page.getByRole('row', { name: /newer\.json/ })).toContainText('taken back');

  // Taken back, everything is as before.
  await page.getByRole('button', { name: 'Take back fixed.json' }).click();
  await expect(page.getByRole('row', { name: /fixed\.json/ })).toContainText('taken back');
  await expect(page.getByText('No label is corrected yet.')).toBeVisible();

  // What the models doubt is a queue of its own.
  await expect(async () => {
    const queues = (await (await api('GET', `/datasets/${slug}/queues`)).json()) as { key: string; waiting: number }[];
    expect(queues.find((q) => q.key === 'models-disagree')?.waiting).toBeGreaterThan(0);
  }).toPass({ timeout: 30_000 });
});

test('relations are written out with their entities, and chosen by the digits of their types', async ({
  page,
  api,
}) => {
  const made = madeRelations();
  const slug = await imported(api, 'Relations', 'dev.json', made.dataset);
  const form = new FormData();
  form.set('file', new Blob([made.predictions]), 'models.csv');
  await api('POST', `/datasets/${slug}/models`, form);
  let queueId = '';
  await expect(async () => {
    const queues = (await (await api('GET', `/datasets/${slug}/queues`)).json()) as {
      id: string;
      key: string;
      waiting: number;
    }[];
    const found = queues.find((q) => q.key === 'models-disagree');
    expect(found?.waiting).toBeGreaterThan(0);
    queueId = found?.id ?? '';
  }).toPass({ timeout: 40_000 });
  const r = reader(page);
  await r.open(slug, queueId);
  const choices = page.locator('.relation-choices .choice');
  await expect(choices.last()).toContainText('no_relation');
  await expect(choices.last()).toContainText('none of the other labels is stated here');
  await expect(page.locator('.ent')).toHaveCount(2);
  const [subject, object] = await page.locator('.ent .ent-text').allInnerTexts();
  await expect(choices.first()).toContainText(subject);
  await expect(choices.first()).toContainText(object);
  // Everything that decides is on a 13-inch screen.
  for (const part of ['.relation-text', '.verdict', '.relation-choices', '.actions'])
    await expect(page.locator(part)).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);

  const label = await choices.first().locator('.lab').innerText();
  const given = (await choices.first().getAttribute('data-role')) === 'given';
  expect(await choices.first().getAttribute('aria-keyshortcuts')).toBe('1');
  await r.answer('1');
  const last = async () => (await r.told(slug)).at(-1);
  // To choose the given label is to keep it.
  const told = given ? { verdict: 'keep', label: null } : { verdict: 'relabel', label };
  await expect.poll(last).toMatchObject(told);
  // Spans in the wrong place: X, then W.
  await page.keyboard.press('x');
  await page.keyboard.press('w');
  await expect(r.previous).toContainText('Left out: wrong spans.');
  await r.read();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator('.choice').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
