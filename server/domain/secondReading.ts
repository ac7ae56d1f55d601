import type { QueuePolicy } from './queuePolicy.ts';
import type { ReadingKind } from './reading.ts';
import type { Verdict } from './verdict.ts';

/**
 * The chance that a lone reader's answer goes to a blind second reader, and whether it does. The draw is a function of
 * the sample, so that it can be done over; nobody's verdict moves it.
 */
export function secondReadingOf(
  sampleId: number,
  verdict: Verdict,
  kind: ReadingKind,
  policy: Pick<QueuePolicy, 'overlap' | 'secondReading'>,
): { share: number; drawn: boolean } {
  const { changes, keeps } = policy.secondReading;
  const change = verdict === 'relabel' || verdict === 'none';
  const share = kind !== 'reading' || policy.overlap > 1 ? 0 : change ? changes : verdict === 'keep' ? keeps : 0;
  return { share, drawn: lot(sampleId) < share };
}

/** A number in [0,1) that looks drawn at random, the same for the same sample (finaliser of MurmurHash3). */
function lot(sampleId: number): number {
  let h = (sampleId ^ Math.floor(sampleId / 2 ** 32)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
