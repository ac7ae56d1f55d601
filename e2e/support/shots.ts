import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { painted } from './painted.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];

/** Waits until fonts are there and nothing moves any more that ever ends. */
async function atRest(page: Page): Promise<void> {
  await painted(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime));
    await Promise.all(ending.map((a) => a.finished.catch(() => {})));
  });
  await painted(page);
}

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
      await atRest(page);
      await page.screenshot({
        path: join(folder, `${name}-${size.width}-${scheme}.png`),
        fullPage: whole || size.width === 390,
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}
