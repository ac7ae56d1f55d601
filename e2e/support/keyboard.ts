import type { Locator, Page } from '@playwright/test';
import { answerDialogue, type ChosenFile } from './dialogue.ts';

/** Presses Tab until the control has the focus, as a person without a mouse must. @throws after 80 presses. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await control.evaluate((e) => e === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The control cannot be reached with the Tab key.');
}

/** Chooses files with the keyboard alone: Enter opens the system's dialogue. */
export const chooseFiles = (page: Page, button: Locator, files: ChosenFile[]): Promise<void> =>
  answerDialogue(page, files, async () => {
    await tabTo(page, button);
    await page.keyboard.press('Enter');
  });
