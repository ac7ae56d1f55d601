import { readFileSync } from 'node:fs';
import { firstQueue, imported, textCsv } from './review/sets.ts';
import { password, passwordLink } from './support/account.ts';
import { expectAccessible } from './support/axe.ts';
import { join } from './support/join.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

test('from the invitation to the closed account', async ({ api, as }) => {
  const slug = await imported(api, 'Join', 'texts.csv', textCsv());
  const queue = await firstQueue(api, slug);
  const email = `mia-${Date.now()}@example.org`;
  const admin = await as('admin');
  await admin.goto(`/d/${slug}/people`);
  await admin.getByRole('combobox', { name: 'Role', exact: true }).selectOption('annotator');
  await admin.getByRole('button', { name: 'Make a link' }).click();
  const link = await admin.getByLabel('Invite link').inputValue();

  const mia = await as(null);
  await mia.goto(link);
  await mia.getByLabel('Name').fill('Mia Wong');
  await mia.getByLabel('E-mail').fill(email);
  await mia.getByLabel('Password').fill(password);
  await mia.getByRole('button', { name: 'Join' }).click();
  await expect(mia).toHaveURL(/\/datasets$/);

  // A name and a password of her own.
  await mia.goto('/account');
  await mia.getByLabel('Name').first().fill('Mia Wong-Li');
  await mia.getByRole('button', { name: 'Change the name' }).click();
  await expect(mia.getByRole('heading', { level: 1 })).toHaveText('Mia Wong-Li');
  await mia.getByLabel('Present password').fill('not the one I have');
  await mia.getByLabel('New password').fill('another horse battery');
  await mia.getByRole('button', { name: 'Change the password' }).click();
  await expect(mia.getByText('That is not the present password.')).toBeVisible();
  await mia.getByLabel('Present password').fill(password);
  await mia.getByRole('button', { name: 'Change the password' }).click();
  await expect(mia.getByText('Changed. Other places are signed out.')).toBeVisible();
  await expectAccessible(mia);
  await shots(mia, 'account');

  // A role on this dataset alone.
  await admin.reload();
  await admin.getByLabel('Role of Mia Wong-Li on this dataset').selectOption('viewer');
  await expectAccessible(admin);
  await shots(admin, 'members');
  await mia.goto(`/d/${slug}/review/${queue}`);
  await expect(mia.getByText(/Your role \(viewer\) may not review/).first()).toBeVisible();

  // A forgotten password.
  await admin.goto('/people');
  const row = admin.getByRole('row').filter({ hasText: email });
  await row.getByRole('button', { name: 'Password link for Mia Wong-Li' }).click();
  const reset = await admin.getByRole('textbox', { name: 'Password link for Mia Wong-Li' }).inputValue();
  await expectAccessible(admin);
  await shots(admin, 'people');
  const second = await as(null);
  await second.goto(reset);
  await second.getByLabel('New password').fill('yet another battery');
  await shots(second, 'reset');
  await second.getByRole('button', { name: 'Set it and sign in' }).click();
  await expect(second).toHaveURL(/\/datasets$/);
  await mia.goto('/datasets');
  await expect(mia).toHaveURL(/\/sign-in/);

  // Out at once.
  await row.getByRole('button', { name: 'Take away access of Mia Wong-Li' }).click();
  await expect(row).toContainText('without access');
  await second.goto('/datasets');
  await expect(second).toHaveURL(/\/sign-in/);
  await admin.getByRole('link', { name: 'Log' }).click();
  for (const line of ['Accounts closed', 'Password links', 'Roles on a dataset', 'People joined'])
    await expect(admin.getByRole('cell', { name: line }).first()).toBeVisible();
  await expectAccessible(admin);
  await shots(admin, 'log');
});

test('a password link from the command line, and one that is spent', async ({ as, server }) => {
  const email = await join(await as(null), server.home, 'Cleo', 'viewer');
  const link = await passwordLink(server.home, email);
  for (const [round, goes] of [
    [1, true],
    [2, false],
  ] as const) {
    const visitor = await as(null);
    await visitor.goto(link);
    await visitor.getByLabel('New password').fill(`battery number ${round} horse`);
    await visitor.getByRole('button', { name: 'Set it and sign in' }).click();
    if (goes) await expect(visitor).toHaveURL(/\/datasets$/);
    else await expect(visitor.getByText('This link was used already or is too old.')).toBeVisible();
  }
});

test('a sample’s history, the way back, and the log of its dataset as a file', async ({ page, api }) => {
  const slug = await imported(api, 'Past', 'texts.csv', textCsv());
  const queue = await firstQueue(api, slug);
  // Which of two equally doubtful samples comes first is chance.
  const drawn = (await (await api('POST', `/queues/${queue}/next`, { limit: 10 })).json()) as {
    leaseId: string;
    sample: { id: string; externalId: string; givenLabel: string };
  }[];
  const item = drawn.find((i) => i.sample.givenLabel === 'sailing')!;
  const say = (more: object) =>
    api('POST', '/decisions', {
      decisions: [{ leaseId: item.leaseId, sampleId: item.sample.id, clientKey: crypto.randomUUID(), ...more }],
    });
  await say({ verdict: 'relabel', label: 'cooking', note: 'names an oven' });
  await say({ verdict: 'none' });
  await page.goto(`/d/${slug}/samples?sample=${item.sample.id}`);
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem').first()).toContainText('Imported as sailing');
  await expect(history).toContainText('names an oven');
  await history.getByRole('listitem').filter({ hasText: 'relabelled' }).getByRole('button').click();
  await expect(history).toContainText('Restored by a lead');
  await expect(history.getByRole('listitem').last()).toContainText('as a lead, above all readings');
  await expectAccessible(page);
  await shots(page, 'history');

  await page.goto(`/d/${slug}/settings`);
  await page.getByRole('link', { name: 'Log' }).click();
  await page.getByRole('combobox', { name: 'What', exact: true }).selectOption('decision');
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.getByLabel('Sample id').fill('no such sample');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await page.getByLabel('Sample id').fill(item.sample.externalId);
  await expect(page.getByRole('row')).toHaveCount(4);
  await expectAccessible(page);
  await shots(page, 'dataset-log');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'JSON lines' }).click(),
  ]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines.map((l) => (JSON.parse(l) as { kind: string }).kind)).toEqual([
    'decision.relabel',
    'decision.none',
    'decision.relabel',
  ]);
});
