import { expect, type Locator, type Page } from '@playwright/test';

export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Has `open` bring up the system's dialogue for files, and chooses these. A page that has only just come may not open it at once. */
export async function answerDialogue(page: Page, files: ChosenFile[], open: () => Promise<void>): Promise<void> {
  await expect(async () => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser', { timeout: 3_000 }), open()]);
    await chooser.setFiles(files);
  }).toPass({ timeout: 20_000 });
}

/** Chooses files after a click. */
export const clickAndChoose = (page: Page, button: Locator, files: ChosenFile[]): Promise<void> =>
  answerDialogue(page, files, () => button.click());
