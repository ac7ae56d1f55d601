/** " About 20 s left." from the seconds a job still expects; nothing when it cannot say. */
export function timeLeft(etaSeconds: number | null): string {
  if (etaSeconds === null || !Number.isFinite(etaSeconds) || etaSeconds < 0) return '';
  if (etaSeconds < 1.5) return ' About a second left.';
  if (etaSeconds < 90) return ` About ${Math.ceil(etaSeconds / 5) * 5} s left.`;
  return ` About ${Math.round(etaSeconds / 60)} min left.`;
}

/** A job's message as a sentence, whether or not it came with its full stop. */
export const asSentence = (message: string): string => (/[.!?…]$/.test(message) ? message : `${message}.`);
