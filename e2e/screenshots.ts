/**
 * Takes the README's screenshots from a running demo server:
 *   node --import ./bin/boot/alias.mjs e2e/screenshots.ts [--base http://127.0.0.1:3000] [--out docs/screenshots]
 * Decides a few samples of the practice set by keyboard on the way. No mail is shown: they are other people's.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { signedIn } from './bench/browser.ts';

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: 'http://127.0.0.1:3000' },
    out: { type: 'string', default: 'docs/screenshots' },
    decisions: { type: 'string', default: '22' },
  },
});
mkdirSync(values.out, { recursive: true });
const { context, close } = await signedIn(values.base, 'lead');
try {
  const page = await context.newPage();
  const shoot = async (name: string) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      const drawn = await page.screenshot();
      // Few colours: a palette takes a third of the room.
      await sharp(drawn)
        .png({ palette: true, effort: 10 })
        .toFile(join(values.out, `${name}-${scheme}.png`));
    }
  };
  const accept = () => page.getByRole('button', { name: /Accept suggestion/ });
  await page.goto('/d/digits-practice');
  await page.getByRole('button', { name: /Review next batch/ }).waitFor();
  await page.locator('body').press('r');
  await page.getByRole('application').waitFor();
  for (let n = 0; n < Number(values.decisions); n++) {
    await page.waitForTimeout(600);
    await page.keyboard.press((await accept().isEnabled()) ? 'a' : 'k');
  }
  await page.waitForTimeout(8_000);
  // Some come without a suggestion, for the audit: they show less of what there is.
  for (let tries = 0; tries < 12 && !(await accept().isEnabled()); tries++) {
    await page.keyboard.press('s');
    await page.waitForTimeout(600);
  }
  if (!(await accept().isEnabled())) throw new Error('No sample with a suggestion came.');
  await shoot('review');
  await page.goto('/d/digits-practice');
  await page.waitForTimeout(2_500);
  await shoot('overview');
  await page.goto('/datasets');
  await page.waitForTimeout(1_500);
  await shoot('datasets');
} finally {
  await close();
}
