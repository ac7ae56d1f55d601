import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];

/** Pictures of a page in three sizes and both themes, only where ERRATA_SHOTS names a folder for them; on request of all of it. */
export async function shots(page: Page, name: string, { whole = false } = {}): Promise<void> {
  const folder = process.env.ERRATA_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(150);
      await page.screenshot({
        path: join(folder, `${name}-${size.width}-${scheme}.png`),
        fullPage: whole || size.width === 390,
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}
