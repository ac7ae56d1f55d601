import { betaQuantile } from '#/ml/estimate/beta.ts';
import { intoStrata, mergedStrata, type Stratum } from '#/ml/estimate/strata.ts';

/** An estimate with its 95% interval, low ≤ value ≤ high. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

export interface ErrorEstimate {
  /** Wrong given labels at the start, remaining now, and their shares of all labelled samples. */
  first: Interval;
  remaining: Interval;
  firstShare: Interval;
  nowShare: Interval;
  /** Wrong labels people have found so far; first = found + remaining, exactly. */
  found: number;
  /** Answers of the audit, and how many of them said wrong. */
  answered: number;
  wrong: number;
  /** Further audit answers until the share is known to ± 1 percentage point; 0 when it is. */
  neededForOnePoint: number;
}

/** Fewest audit answers an estimate is made from. */
export const LEAST_ANSWERS = 30;
/** Fewest audit answers per stratum. */
const PER_STRATUM = 15;
const Z = 1.959964;

interface Remainder {
  left: number;
  rate: number;
  /** Variance of the rate, and of a single weighted answer. */
  variance: number;
  /** Effective number of answers for a share this size (Korn and Graubard). */
  effective: number;
}

/** Difference estimator of the share of wrong labels among the samples nobody has answered. */
function remainder(strata: readonly Stratum[]): Remainder {
  let left = 0;
  for (const stratum of strata) left += stratum.count - stratum.reviewed;
  let rate = 0;
  let wrongShare = 0;
  let squares = 0;
  let variance = 0;
  for (const stratum of strata) {
    const { audited } = stratum;
    const weight = (stratum.count - stratum.reviewed) / left;
    const m = audited.length;
    let difference = 0;
    let wrong = 0;
    for (const { q, wrong: is } of audited) {
      difference += (is ? 1 : 0) - q;
      wrong += is ? 1 : 0;
    }
    difference /= m;
    rate += (stratum.sumQ - stratum.reviewedSumQ) / left + weight * difference;
    wrongShare += (weight * wrong) / m;
    squares += weight ** 2 / m;
    let spread = 0;
    for (const { q, wrong: is } of audited) spread += ((is ? 1 : 0) - q - difference) ** 2;
    variance += (weight ** 2 * spread) / (m * Math.max(1, m - 1));
  }
  // One unforeseen wrong label more than was seen: none seen does not mean none there.
  const answers = 1 / squares;
  const smoothed = variance + squares / (answers + 1);
  const share = (wrongShare * answers + 1) / (answers + 1);
  const known = Math.max(1, (share * (1 - share) * squares) / smoothed);
  return { left, rate: Math.min(1, Math.max(0, rate)), variance: smoothed, effective: answers * known };
}

/**
 * Interval of the share of wrong labels among `left` samples: Clopper–Pearson with the effective number of answers, which
 * is larger than the real one as far as q foresaw the answers; the left samples' own chance is added.
 */
function shareInterval(part: Remainder): Interval {
  const size = 1 / (1 / part.effective + 1 / part.left);
  const wrong = part.rate * size;
  return {
    value: part.rate,
    low: Math.min(part.rate, betaQuantile(0.025, wrong, size - wrong + 1)),
    high: Math.max(part.rate, betaQuantile(0.975, wrong + 1, size - wrong)),
  };
}

function shifted({ value, low, high }: Interval, by: number, scale = 1): Interval {
  return { value: (value + by) * scale, low: (low + by) * scale, high: (high + by) * scale };
}

/**
 * Estimate from strata of the frozen doubt q, in rising order; what a data base can sum per stratum plus the audit's
 * answers. Null with fewer than `LEAST_ANSWERS` of them (unless everything has been reviewed).
 */
export function estimateFromStrata(strata: readonly Stratum[]): ErrorEstimate | null {
  let count = 0;
  let reviewed = 0;
  let found = 0;
  let answered = 0;
  let wrong = 0;
  for (const stratum of strata) {
    count += stratum.count;
    reviewed += stratum.reviewed;
    found += stratum.found;
    answered += stratum.audited.length;
    for (const answer of stratum.audited) wrong += answer.wrong ? 1 : 0;
  }
  const left = count - reviewed;
  if (count === 0 || (left > 0 && answered < LEAST_ANSWERS)) return null;
  const merged = mergedStrata(strata, PER_STRATUM);
  // When hardly any answer fell where samples are left, all strata are taken together.
  const usable = merged.every((stratum) => stratum.audited.length > 0) ? merged : mergedWhole(strata);
  const part = left > 0 ? remainder(usable) : null;
  const share = part ? shareInterval(part) : { value: 0, low: 0, high: 0 };
  const remaining = shifted(share, 0, left);
  const first = shifted(remaining, found);
  const half = (remaining.high - remaining.low) / 2 / count;
  const single = part ? part.variance * answered * (left / count) ** 2 : 0;
  return {
    first,
    remaining,
    firstShare: shifted(first, 0, 1 / count),
    nowShare: shifted(remaining, 0, 1 / count),
    found,
    answered,
    wrong,
    neededForOnePoint: half <= 0.01 ? 0 : Math.max(1, Math.ceil(single * (Z / 0.01) ** 2 - answered)),
  };
}

/** One stratum of everything. */
function mergedWhole(strata: readonly Stratum[]): Stratum[] {
  const whole: Stratum = { count: 0, sumQ: 0, reviewed: 0, reviewedSumQ: 0, found: 0, audited: [] };
  for (const stratum of strata) {
    whole.count += stratum.count;
    whole.sumQ += stratum.sumQ;
    whole.reviewed += stratum.reviewed;
    whole.reviewedSumQ += stratum.reviewedSumQ;
    whole.found += stratum.found;
    whole.audited.push(...stratum.audited);
  }
  return [whole];
}

/**
 * Estimate of the wrong given labels from a random audit, over all N labelled samples.
 * `q` [N]: doubt in [0,1] as frozen before any answer. `outcome` [N]: −1 not reviewed, 0 given label right, 1 wrong.
 * `audited` [N]: 1 = drawn by the random audit and answered, also where the answer came through the order of review,
 * earlier or later. Null with fewer than `LEAST_ANSWERS` audit answers.
 */
export function estimateErrors(input: {
  q: Float64Array;
  outcome: Int8Array;
  audited: Uint8Array;
}): ErrorEstimate | null {
  const { q, outcome, audited } = input;
  if (outcome.length !== q.length || audited.length !== q.length)
    throw new RangeError('Doubt, outcome and audit marks must have one entry per sample.');
  return estimateFromStrata(intoStrata(q, outcome, audited));
}
