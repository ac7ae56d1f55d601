/** A press this soon after a sample was painted cannot be an answer to it. */
export const settleMilliseconds = 250;

/**
 * May this press decide? A held key repeats, and a second press within 250 ms of the paint answers a sample that nobody
 * has read. Times are on the clock of `performance.now()`; `paintedAt` is null while the sample is not yet on the screen.
 */
export function mayDecide(press: { repeat: boolean; at: number }, paintedAt: number | null): boolean {
  if (press.repeat || paintedAt === null) return false;
  return press.at - paintedAt >= settleMilliseconds;
}
