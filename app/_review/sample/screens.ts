/** What of a scrolled sample is in sight; all in CSS pixels. */
export interface Scrolled {
  top: number;
  visible: number;
  whole: number;
}

/** One line of overlap keeps the reader's place from one screen to the next. */
const overlap = 30;
/** Browsers round scrolled distances: this near the end is the end. */
const slack = 2;

/** Pixels that one press of Space moves. */
export const screenStep = (visible: number): number => Math.max(40, visible - overlap);

/** Which screen is in sight, from 1, and how many there are. */
export function screensOf({ top, visible, whole }: Scrolled): { at: number; of: number } {
  if (visible <= 0 || whole <= visible + slack) return { at: 1, of: 1 };
  const step = screenStep(visible);
  const of = 1 + Math.ceil((whole - visible - slack) / step);
  const atEnd = top + visible >= whole - slack;
  return { at: atEnd ? of : Math.min(of, 1 + Math.round(top / step)), of };
}
