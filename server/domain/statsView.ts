import type { Anchoring, SecondReadings } from './teamViews.ts';
import type { Verdict } from './verdict.ts';
import type { Interval } from './views.ts';

/** Everything on the overview. All shares are of the dataset's labelled samples. */
export interface StatsView {
  samples: number;
  decisions: number;
  readers: number;
  changed: number;
  /** Of the changed and struck, those that a second reader or a lead confirmed. */
  confirmed: number;
  kept: number;
  excluded: number;
  noClass: number;
  ambiguous: number;
  open: number;
  audit: { answered: number; wrong: number; neededForOnePoint: number | null };
  /** One estimator: first = found + remaining, in samples and as shares. Null with `auditNeeded` audit answers missing. */
  estimate: {
    /** Labels wrong at import. */
    first: Interval;
    /** Of those, changed by people so far. */
    found: number;
    remaining: Interval;
    firstShare: Interval;
    nowShare: Interval;
  } | null;
  auditNeeded: number;
  /** Samples that only a bulk has settled, and how many of their labels it changed. In no other figure of decisions. */
  bulk: { decided: number; changed: number };
  /** What the model believes before the audit can say: share of labels wrong, without an honest interval. */
  modelEstimate: number | null;
  hitRate: { last: number; of: number; byRound: { round: number; rate: number; decisions: number }[] };
  /** Cumulative [decisions, labels changed]; `random` is what random review would have changed by then, from the estimate. */
  curve: { points: [number, number][]; random: number | null; rounds: { number: number; decisions: number }[] };
  /** Suspected, unreviewed: given by row, suggested by column; at most 20 noisiest classes, the rest folded. */
  matrix: { classes: string[]; folded: number; cells: { given: string; suggested: string; count: number }[] };
  latest: {
    sampleId: string;
    externalId: string;
    given: string | null;
    label: string | null;
    verdict: Verdict;
    by: string;
    at: string;
  }[];
  /** How far each signal proves right: of the decided samples it ranks highest (at most 100), the share with wrong labels; best first. */
  signals: { id: string; name: string; judged: number; precision: Interval }[];
  people: { name: string; decisions: number; changed: number; medianMilliseconds: number | null }[];
  secondReadings: SecondReadings;
  anchoring: Anchoring | null;
  stop: { say: string; rules: { text: string; now: string; met: boolean }[] };
  /** Practice data only. */
  practice: {
    planted: number;
    plantedFound: number;
    decisions: number;
    expectedAtRandom: number;
    wrongChanges: number;
  } | null;
}
