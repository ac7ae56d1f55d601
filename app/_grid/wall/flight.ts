/** Heights of the window a second beyond which nobody reads a picture that passes. */
const tooFast = 10;
/** Milliseconds after which a scroll is a new one. */
const pause = 150;

interface Step {
  y: number;
  at: number;
}

/**
 * Whether the page flies past: two steps of a scroll in a row are too fast. A single leap (End, an id jumped to) is none.
 * @returns takes the place in pixels and the time in ms of each step
 */
export function flightOf(): (step: Step, windowHeight: number) => boolean {
  let last: Step | null = null;
  let fast = 0;
  return (step, windowHeight) => {
    const passed = last === null ? Number.POSITIVE_INFINITY : step.at - last.at;
    const speed = last === null || passed > pause ? 0 : (Math.abs(step.y - last.y) / Math.max(passed, 1)) * 1000;
    fast = speed > tooFast * windowHeight ? fast + 1 : 0;
    last = step;
    return fast > 1;
  };
}
