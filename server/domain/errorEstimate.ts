import { exact } from './interval.ts';
import type { Interval } from './views.ts';

/** One stratum of the labelled samples, cut by the doubt frozen before any answer. */
export interface Stratum {
  /** Samples in it. */
  samples: number;
  /** Mean frozen doubt, 1 − p(given). */
  doubt: number;
  /** Answers of the random audit in it, and how many of them said the label was wrong. */
  audited: number;
  auditedWrong: number;
  /** Samples settled by people in any way, and how many of them proved wrong. */
  settled: number;
  found: number;
}

export interface ErrorEstimate {
  /** Labels wrong at import, found so far, and still wrong, in samples; `first` = `found` + `remaining`, exactly. */
  first: Interval;
  found: number;
  remaining: Interval;
}

const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

/**
 * How many labels were wrong, are found, and are left. In each stratum the audit's share of wrong labels speaks for all
 * of its samples, with the model's frozen doubt counting as one more answer; what people have settled is known, so the
 * figure lies between what they found and that plus what nobody has looked at. Intervals are exact binomial ones, combined over
 * the strata (MOVER), narrowed by the finite population and by what is known; they do not lean on the model.
 */
export function estimateErrors(strata: readonly Stratum[]): ErrorEstimate {
  let found = 0;
  let remaining = 0;
  let centre = 0;
  let below = 0;
  let above = 0;
  let unknown = 0;
  for (const s of strata) {
    const open = s.samples - s.settled;
    found += s.found;
    unknown += open;
    if (open <= 0) continue;
    const left = (share: number) => clamp(s.samples * share - s.found, 0, open);
    remaining += left((s.auditedWrong + s.doubt) / (s.audited + 1));
    const { value, low, high } = exact(s.auditedWrong, s.audited);
    // Without an answer the stratum is anywhere between nothing and all; the doubt only says where its middle lies.
    const share = s.audited ? value : s.doubt;
    // The audited part of a stratum is certain, so only the rest is uncertain.
    const rest = Math.sqrt(Math.max(0, 1 - s.audited / s.samples));
    centre += left(share);
    below += (left(share) - left(share - (share - low) * rest)) ** 2;
    above += (left(share + (high - share) * rest) - left(share)) ** 2;
  }
  const interval: Interval = {
    value: remaining,
    low: Math.min(remaining, Math.max(0, centre - Math.sqrt(below))),
    high: Math.max(remaining, Math.min(unknown, centre + Math.sqrt(above))),
  };
  const first = { value: found + interval.value, low: found + interval.low, high: found + interval.high };
  return { first, found, remaining: interval };
}

/** Audit answers still needed until the share of wrong labels is known to ± one point; 0 when it is. */
export function auditForOnePoint(strata: readonly Stratum[]): number {
  const samples = strata.reduce((sum, s) => sum + s.samples, 0);
  const audited = strata.reduce((sum, s) => sum + s.audited, 0);
  const wrong = strata.reduce((sum, s) => sum + s.auditedWrong, 0);
  const share = (wrong + 2) / (audited + 4);
  const infinite = (1.959964 / 0.01) ** 2 * share * (1 - share);
  // With a finite set fewer are enough.
  const needed = Math.ceil(infinite / (1 + (infinite - 1) / Math.max(1, samples)));
  return Math.max(0, needed - audited);
}
