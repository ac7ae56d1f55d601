import { count, counted } from '#/app/_ui/figures.ts';
import type { ImpactModel, ImpactView } from '#/server/domain/benchmarkViews.ts';

/** .7623 → "76.2". Scores are shown in points of a hundred, as papers do. */
export const points = (score: number): string => (100 * score).toFixed(1);

export const rangeInWords = ({ low, high }: { low: number; high: number }): string =>
  `${points(low)} to ${points(high)}`;

export const rankRange = ({ low, high }: { low: number; high: number }): string =>
  low === high ? `${low}` : `${low}–${high}`;

/** What the scores are, as a noun. */
export function metricName({ metric, negative }: Pick<ImpactView, 'metric' | 'negative'>): string {
  return metric === 'accuracy' ? 'accuracy' : `micro-F1 without ${negative}`;
}

/** How far a model moved up (positive) or down. */
export const moved = ({ rankGiven, rankCorrected }: Pick<ImpactModel, 'rankGiven' | 'rankCorrected'>): number =>
  rankGiven - rankCorrected;

/** "up 3", "down 1", "". */
export function movedInWords(m: Pick<ImpactModel, 'rankGiven' | 'rankCorrected'>): string {
  const by = moved(m);
  return by === 0 ? '' : by > 0 ? `up ${by}` : `down ${-by}`;
}

/** An inversion that stands in so many resamples is called supported. */
export const supported = 0.95;

/** What correcting the labels did, in one or two sentences. */
export function impactInWords(impact: ImpactView): string {
  const sure = impact.inversions.filter((i) => i.support >= supported).length;
  const [first] = impact.models;
  const winner = [...impact.models].sort((a, b) => a.rankGiven - b.rankGiven)[0];
  if (!first || !winner) return '';
  const top =
    winner.name === first.name
      ? `${first.name} stays first.`
      : `${first.name} is first on the corrected labels, ${winner.name} was on the given ones.`;
  if (impact.inversions.length === 0) return `No two models change places. ${top}`;
  const pairs = counted(impact.inversions.length, 'pair of models changes places', 'pairs of models change places');
  return `${pairs}, ${count(sure)} of them in at least 95% of the resamples. ${top}`;
}
