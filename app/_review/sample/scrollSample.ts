import { screenStep } from './screens.ts';

/** Moves a sample on by a screen, or back. Where the page scrolls in its stead, what lies under the verdicts is not in sight. */
export function scrollSample(area: HTMLElement, way: 1 | -1): void {
  if (getComputedStyle(area).overflowY !== 'visible') area.scrollBy({ top: way * screenStep(area.clientHeight) });
  else window.scrollBy({ top: way * screenStep(window.innerHeight - coveredHeight()) });
}

/** A new sample is read from its beginning, wherever the last one was left. */
export function toSampleStart(): void {
  if (window.scrollY > 0) window.scrollTo({ top: 0, behavior: 'instant' });
}

const coveredHeight = () => document.querySelector('.foot-area')?.getBoundingClientRect().height ?? 0;
