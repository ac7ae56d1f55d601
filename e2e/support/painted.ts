import type { Page } from '@playwright/test';
import { settleMilliseconds } from '../../app/_review/keys/guard.ts';

/** Waits until what the page shows now has been painted: its answer to a key or a click is in it. */
export const painted = (page: Page): Promise<void> => after(page, 0);

/** Waits until a press counts: sooner after the paint, by the page's own clock, it is taken for a slip of the finger. */
export const settled = (page: Page): Promise<void> => after(page, settleMilliseconds);

function after(page: Page, milliseconds: number): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((done) => {
        let frames = 0;
        let from = 0;
        const frame = () => {
          // The page notes a paint in the second frame, and was asked to before we asked.
          if (++frames === 3) from = performance.now();
          if (frames >= 3 && performance.now() - from >= wanted) done();
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    milliseconds,
  );
}
