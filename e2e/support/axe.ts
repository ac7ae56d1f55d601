import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe holds against the page as it stands. In one go, and telling violations alone: our pages have no frames, and
 * going through a second page for the rest takes twice the time.
 */
async function violationsOf(page: Page) {
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map((v) => ({ ...v, told: `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}` }));
}

/** No serious or critical fault for assistive technology on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const serious = (await violationsOf(page)).filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(serious.map((v) => v.told)).toEqual([]);
}

/** No fault at all, however small. */
export async function expectFaultless(page: Page): Promise<void> {
  expect((await violationsOf(page)).map((v) => v.told)).toEqual([]);
}
