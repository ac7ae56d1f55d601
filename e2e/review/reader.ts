import { expect, type Page } from '@playwright/test';
import { settled } from '../support/painted.ts';

export interface Told {
  clientKey: string;
  sampleId: string;
  verdict: string;
  label: string | null;
}

/** A person at the review screen: reads before pressing, and looks whether the sample has gone. */
export function reader(page: Page) {
  const sample = () => page.locator('.meta .ext').innerText();
  /** A press sooner than this after the paint is ignored, as it must be. */
  const read = () => settled(page);
  return {
    sample,
    read,
    sheet: page.getByRole('application', { name: 'Review' }),
    previous: page.locator('.previous'),
    async open(slug: string, queueId: string) {
      await page.goto(`/d/${slug}/review/${queueId}`);
      await expect(page.getByRole('application', { name: 'Review' })).toBeFocused();
      await read();
    },
    /** Presses a key that answers, and waits for the next sample. */
    async answer(key: string) {
      const before = await sample();
      await page.keyboard.press(key);
      await expect(page.locator('.meta .ext')).not.toHaveText(before);
      await read();
      return before;
    },
    /** What the server holds of this reader, oldest first. */
    async told(slug: string): Promise<Told[]> {
      const input = encodeURIComponent(JSON.stringify({ slug, limit: 100 }));
      const answer = await page.request.get(`/api/trpc/review.history?input=${input}`);
      const body = (await answer.json()) as { result: { data: (Told & { at: string })[] } };
      return body.result.data.sort((a, b) => a.at.localeCompare(b.at));
    },
  };
}
