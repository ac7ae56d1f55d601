import { expect, type Page } from '@playwright/test';
import { createUser, type E2eRole, password } from './account.ts';

/** A person of their own name comes by invitation, and is signed in on that page. @returns their e-mail address */
export async function join(
  page: Page,
  home: string,
  name: string,
  role: E2eRole | 'viewer' = 'annotator',
): Promise<string> {
  const email = `${name.toLowerCase()}-${Date.now()}@example.org`;
  await page.goto(await createUser(home, name, role));
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page).toHaveURL(/\/datasets$/);
  return email;
}
