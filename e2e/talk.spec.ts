import { reader } from './review/reader.ts';
import { firstQueue, imported, textCsv } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

test('a question on a sample reaches whom it names, who answers and resolves it', async ({ page, api, as }) => {
  const slug = await imported(api, 'Questions', 'texts.csv', textCsv());
  const queue = await firstQueue(api, slug);
  const annotator = await as('annotator');
  const ann = reader(annotator);
  await ann.open(slug, queue);
  const sample = await ann.sample();
  await annotator.keyboard.press('c');
  const field = annotator.getByLabel('Comment on this sample');
  await expect(field).toBeFocused();
  await annotator.keyboard.type('Is @test le');
  await expect(annotator.getByRole('button', { name: 'Test lead' })).toBeVisible();
  await annotator.keyboard.press('Enter');
  await annotator.keyboard.type('sure <b>this</b> is one?');
  await expect(field).toHaveValue('Is @Test lead sure <b>this</b> is one?');
  await annotator.keyboard.press('Control+Enter');
  await expect(annotator.getByText('sure <b>this</b> is one?')).toBeVisible();
  await expectAccessible(annotator);
  await shots(annotator, 'review-comments');
  await field.press('Escape');
  await expect(ann.sheet).toBeFocused();
  await ann.read();
  await ann.answer('k');

  // As if the reading had begun nearly an hour ago.
  await annotator.route('**/talk.myDay**', async (route) => {
    const response = await route.fetch();
    const readingSince = new Date(Date.now() - 55 * 60_000).toISOString();
    const json = JSON.parse(
      (await response.text()).replace(/"readingSince":(null|"[^"]*")/, `"readingSince":"${readingSince}"`),
    );
    await route.fulfill({ response, json });
  });
  await annotator.reload();
  await expect(annotator.getByText(/You have read for 5\d minutes without a pause/)).toBeVisible();
  await expectAccessible(annotator);
  await shots(annotator, 'break-reminder');

  await page.goto('/datasets');
  await expect(page.getByRole('button', { name: /names? you/ })).toBeVisible();
  await page.getByRole('button', { name: /account of/ }).click();
  await shots(page, 'account-menu');
  await page.getByRole('link', { name: /^Talk/ }).click();
  const item = page.getByRole('listitem').filter({ hasText: sample });
  await expect(item).toContainText('Is @Test lead sure <b>this</b> is one?');
  await item.getByRole('button', { name: 'Reply' }).click();
  await page.keyboard.type('Yes.');
  await page.keyboard.press('Control+Enter');
  await expect(item).toContainText('Yes.');
  await expectAccessible(page);
  await shots(page, 'talk');
  await item.getByRole('button', { name: 'Edit' }).click();
  const words = item.getByLabel('Your comment, in other words');
  await expect(words).toBeFocused();
  await expect(words).toHaveValue('Yes.');
  await page.keyboard.press('End');
  await page.keyboard.type(' Quite sure.');
  await page.keyboard.press('Control+Enter');
  await expect(item).toContainText('Yes. Quite sure.');
  await expect(item).toContainText('edited');
  await expect(item.getByRole('button', { name: 'Edit' })).toBeFocused();
  await item.getByRole('button', { name: 'Delete' }).first().click();
  await expect(item.getByRole('button', { name: 'Delete for good' })).toBeFocused();
  await shots(page, 'talk-deleting');
  await page.keyboard.press('Enter');
  await expect(item).toContainText(/A lead deleted a comment of/);
  await expect(item).not.toContainText('sure <b>this</b> is one?');
  await expectAccessible(page);
  await shots(page, 'talk-changed');
  await item.getByRole('button', { name: 'Resolve' }).click();
  await expect(item).toContainText('resolved by Test lead');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Talk' })).toBeVisible();
  await expect(page.getByRole('button', { name: /names? you/ })).toHaveCount(0);
});

test('a guideline is written, pinned to, read with D, changed, and what was decided under the old text read again', async ({
  page,
  api,
  as,
}) => {
  const slug = await imported(api, 'Guide', 'texts.csv', textCsv());
  const queue = await firstQueue(api, slug);
  await page.goto(`/d/${slug}/guidelines`);
  const part = page.getByRole('region', { name: 'sailing', exact: true });
  await part.getByRole('button', { name: 'Write sailing' }).click();
  await page.keyboard.type(
    '# Sailing\n\nAnything with a **mast**. <img src=x onerror="document.title=1">\n\n- [a](javascript:alert(1))',
  );
  await expect(page.getByRole('heading', { name: 'Sailing', exact: true })).toBeVisible();
  await page.getByLabel('What changed').fill('first text');
  await shots(page, 'guidelines-edit');
  await page.getByRole('button', { name: 'Put in force' }).click();
  await expect(part).toContainText('version 1');
  await expect(part).toContainText('<img src=x');
  await expect(part.locator('img, [href^="javascript"]')).toHaveCount(0);

  const annotator = await as('annotator');
  const ann = reader(annotator);
  await ann.open(slug, queue);
  for (let k = 0; k < 4; k++) await ann.answer('k');
  await annotator.keyboard.press('d');
  await expect(annotator.getByText('Anything with a mast.')).toBeVisible();
  await annotator.keyboard.press('y');
  await expect(annotator.getByText('seen by you alone')).toBeVisible();
  await expectAccessible(annotator);
  await shots(annotator, 'review-definitions');
  await annotator.goto(`/d/${slug}/guidelines`);
  await expect(annotator.getByRole('heading', { name: 'Guidelines' })).toBeVisible();
  await expect(annotator.getByRole('button', { name: /Change|Write/ })).toHaveCount(0);

  const lead = reader(page);
  await lead.open(slug, queue);
  await page.keyboard.press('p');
  const form = page.getByRole('form', { name: 'Pin as an example' });
  await form.getByLabel('Example of').selectOption('sailing');
  await form.getByLabel('Why').fill('names a keel');
  await form.getByRole('button', { name: 'Pin' }).click();
  await expect(form.getByRole('status')).toContainText('version 2');
  await shots(page, 'review-pin');

  await page.goto(`/d/${slug}/guidelines`);
  await expect(part).toContainText('names a keel');
  await part.getByRole('button', { name: 'Change sailing' }).click();
  await page.getByLabel(/Text for sailing/).fill('Only if something is *afloat*.');
  await page.getByRole('button', { name: 'Put in force' }).click();
  await expect(part).toContainText(/\d decisions? w(as|ere) taken under the old text, by 1 reader/);
  await expectAccessible(page);
  await shots(page, 'guidelines', { whole: true });
  await page.getByRole('button', { name: 'Compare version 3' }).click();
  await expect(page.locator('.guide-source').first()).toBeVisible();
  await shots(page, 'guidelines-versions', { whole: true });
  await part.getByRole('button', { name: 'Have them read again' }).click();
  await expect(part).toContainText('will be read again');
  await part.getByRole('link', { name: 'Review them' }).click();
  await expect(page.getByLabel('Queue', { exact: true })).toContainText('Again under guideline 3');
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.meta .ext')).toBeVisible({ timeout: 2_000 });
  }).toPass();
});
