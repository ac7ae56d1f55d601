import { password } from './support/account.ts';
import { expectAccessible } from './support/axe.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

test.describe('at the door', () => {
  test.use({ role: null });

  test('a visitor without a session is sent to the sign-in page and, signed in, back', async ({ page }) => {
    await page.goto('/datasets');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel(/mail/i).fill('lead@example.org');
    await page.getByLabel(/password/i).fill(password);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/datasets$/);
  });

  test('the demo’s buttons are not offered by a server that is no demo', async ({ page, request }) => {
    expect(await (await request.get('/api/setup')).json()).toEqual({ demo: false, hasAdmin: true, oidc: null });
    await page.goto('/sign-in');
    await expect(page.getByLabel(/password/i)).toBeVisible();
    await expect(page.getByRole('button', { name: /demo/i })).toHaveCount(0);
    // What a demo server would say, so that its sign-in is looked at too.
    await page.route('**/api/setup', (route) => route.fulfill({ json: { demo: true, hasAdmin: true, oidc: null } }));
    await page.reload();
    await expect(page.getByRole('button', { name: /annotator/ })).toBeVisible();
    await expectAccessible(page);
    await shots(page, 'sign-in-demo');
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address');
    await expectAccessible(page);
    await shots(page, 'not-found');
  });
});

test('an API key that is not one is refused with 401', async ({ request }) => {
  const answer = await request.get('/api/v1/datasets', { headers: { authorization: 'Bearer errata_nothing' } });
  expect(answer.status()).toBe(401);
});

test('an API key reads and a session opens the page', async ({ page, api }) => {
  const answer = await api('GET', '/datasets');
  expect([answer.status, Array.isArray(await answer.json())]).toEqual([200, true]);
  await page.goto('/datasets');
  await expect(page).toHaveURL(/\/datasets$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a page without datasets says how to begin; one that fails says so and can be tried again', async ({ page }) => {
  let datasets: unknown = [];
  await page.route('**/api/trpc/*datasets.list*', async (route) => {
    const response = await route.fetch();
    const names = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? [];
    const json = (await response.json()) as { result: { data: unknown } }[];
    json[names.indexOf('datasets.list')].result.data = datasets;
    await route.fulfill({ response, json });
  });
  await page.goto('/datasets');
  await expect(page.getByRole('heading', { name: 'No datasets yet' })).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'datasets-none');
  // An answer of another shape than the page expects.
  datasets = { datasets: 'none' };
  await page.reload();
  await expect(page.getByText('This page did not load.')).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'error');
  // Where the words about it cannot be drawn in the pages' frame either, they stand in a document of their own.
  await page.addInitScript(() => {
    Object.defineProperty(Error.prototype, 'digest', {
      configurable: true,
      get: function (this: Error) {
        return this instanceof TypeError ? {} : undefined;
      },
      set: () => {},
    });
  });
  await page.reload();
  await expect(page).toHaveTitle('This page did not load · Errata');
  await expect(page.getByText('This page did not load.')).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'error-without-frame');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Datasets' })).toBeVisible();
});
