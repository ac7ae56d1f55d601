import { seeded } from '#/ml/algebra/random.ts';
import { type BothScores, countsOf, type Patterns, ranksOf, scoresOf } from '#/ml/metrics/benchmark-scores.ts';

/** low ≤ high: the middle 95% of the resamples. */
export interface Range {
  low: number;
  high: number;
}

/** Two models whose order is another one on the corrected labels. */
export interface Inversion {
  /** The model that is ahead on the given labels, and the one that is ahead on the corrected ones. */
  before: number;
  after: number;
  /** Share of the resamples in which the two stand so on both sets. */
  support: number;
}

export interface Comparison extends BothScores {
  rankGiven: Int32Array;
  rankCorrected: Int32Array;
  scoreRanges: { given: Range[]; corrected: Range[] };
  rankRanges: { given: Range[]; corrected: Range[] };
  /** The best supported first. */
  inversions: Inversion[];
}

/**
 * Compares a leaderboard on given and corrected labels, with bootstrap intervals over the samples (Efron's percentile
 * interval). Yields after every resample, so that a caller can let others go first. Deterministic for a seed.
 */
export function* compareScores(
  patterns: Patterns,
  { resamples, seed }: { resamples: number; seed: number },
): Generator<number, Comparison> {
  const { of, models } = patterns;
  const random = seeded(seed);
  const scores = scoresOf(patterns, countsOf(patterns));
  const drawn: BothScores[] = [];
  const counts = new Float64Array(patterns.positive.length);
  for (let r = 0; r < resamples; r++) {
    counts.fill(0);
    for (let i = 0; i < of.length; i++) counts[of[random.below(of.length)]]++;
    drawn.push(scoresOf(patterns, counts));
    yield r + 1;
  }
  const ranks = drawn.map((d) => ({ given: ranksOf(d.given), corrected: ranksOf(d.corrected) }));
  const perModel = (pick: (r: number, m: number) => number) =>
    Array.from({ length: models }, (_, m) => middle(drawn.map((_, r) => pick(r, m))));
  return {
    ...scores,
    rankGiven: ranksOf(scores.given),
    rankCorrected: ranksOf(scores.corrected),
    scoreRanges: {
      given: perModel((r, m) => drawn[r].given[m]),
      corrected: perModel((r, m) => drawn[r].corrected[m]),
    },
    rankRanges: {
      given: perModel((r, m) => ranks[r].given[m]),
      corrected: perModel((r, m) => ranks[r].corrected[m]),
    },
    inversions: inversionsOf(scores, drawn),
  };
}

/** Nearest-rank quantiles at 2.5% and 97.5%. */
function middle(values: number[]): Range {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

function inversionsOf({ given, corrected }: BothScores, drawn: readonly BothScores[]): Inversion[] {
  const found: Inversion[] = [];
  for (let a = 0; a < given.length; a++)
    for (let b = 0; b < given.length; b++) {
      if (!(given[a] > given[b] && corrected[a] < corrected[b])) continue;
      const same = drawn.filter((d) => d.given[a] > d.given[b] && d.corrected[a] < d.corrected[b]).length;
      found.push({ before: a, after: b, support: drawn.length ? same / drawn.length : 0 });
    }
  return found.sort((x, y) => y.support - x.support || x.before - y.before || x.after - y.after);
}
