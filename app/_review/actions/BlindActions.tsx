import type { ReviewItem } from '#/server/domain/views.ts';
import type { StripButtons } from './ActionStrip.tsx';

/** The two labels as they stand above, in equal weight. */
export function BlindActions({ blind, main }: { blind: ReviewItem['blind']; main: StripButtons['main'] }) {
  return (
    <>
      {main('left', 'Left', blind?.left ?? null, 'no pair')}
      {main('right', 'Right', blind?.right ?? null, 'no pair')}
    </>
  );
}
