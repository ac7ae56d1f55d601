import { setImmediate as breathe } from 'node:timers/promises';
import { compareScores } from '#/ml/metrics/benchmark-bootstrap.ts';
import { type Benchmark, patternsOf } from '#/ml/metrics/benchmark-scores.ts';
import type { Ctx } from '#/server/context.ts';
import type { ImpactView } from '#/server/domain/benchmarkViews.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type ModelRow, predictedLabels } from '#/server/services/models/predictions.ts';
import { modelsOf } from '#/server/services/models/votes.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { loadTestLabels, type TestLabels } from './testLabels.ts';

const resamples = 500;
const seed = 0;

/**
 * The leaderboard of a dataset's models on its given and on its corrected labels, over the labelled samples (of one
 * split) that every model predicts. Computed once per state of the log.
 * @throws ErrataError conflict without models
 */
export async function benchmarkImpact({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; split?: string };
}): Promise<ImpactView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const models = await modelsOf(ctx.db, dataset.id);
  if (models.length === 0)
    throw new ErrataError('conflict', 'Add the predictions of your models first; there is nothing to compare yet.');
  const split = input.split ?? null;
  const key = `impact ${JSON.stringify([dataset.id, dataset.eventSeq, models.map((m) => m.id), split, dataset.settings.negativeClass])}`;
  return remembered(ctx.sql, key, () => compute(ctx, dataset, models, split));
}

type Dataset = Awaited<ReturnType<typeof requireDataset>>['dataset'];

async function compute(ctx: Ctx, dataset: Dataset, models: ModelRow[], split: string | null): Promise<ImpactView> {
  const classes = await loadClasses(ctx.sql, dataset.id);
  const negative = dataset.settings.negativeClass ?? null;
  const labels = await loadTestLabels(ctx.sql, dataset, classes, split);
  const predictions: Int32Array[] = [];
  for (const m of models)
    predictions.push((await predictedLabels(ctx, m)).map((label) => classes.current(label) ?? -1));
  const uncovered = leaveOutUncovered(labels, predictions);
  const benchmark: Benchmark = {
    given: labels.given,
    corrected: labels.corrected,
    predictions,
    negative: negative === null ? -1 : (classes.indexOf(negative) ?? -1),
  };
  const course = compareScores(patternsOf(benchmark), { resamples, seed });
  let step = course.next();
  for (; !step.done; step = course.next()) await breathe();
  const found = step.value;
  const parts = predictions.map((predicted) => partAccuracies(labels, predicted));
  const rows = Array.from(labels.given.keys()).filter((row) => labels.given[row]! >= 0);
  const order = [...models.keys()].sort((a, b) => found.corrected[b]! - found.corrected[a]! || a - b);
  return {
    metric: benchmark.negative < 0 ? 'accuracy' : 'microF1',
    negative: benchmark.negative < 0 ? null : negative,
    splits: labels.splits,
    split,
    samples: rows.length,
    uncovered,
    changed: rows.filter((row) => isChanged(labels, row)).length,
    dropped: rows.filter((row) => labels.corrected[row]! < 0).length,
    decided: rows.filter((row) => labels.decided[row]).length,
    resamples,
    models: order.map((m) => ({
      id: String(models[m]!.id),
      name: models[m]!.name,
      given: { value: found.given[m]!, ...found.scoreRanges.given[m]! },
      corrected: { value: found.corrected[m]!, ...found.scoreRanges.corrected[m]! },
      rankGiven: found.rankGiven[m]!,
      rankCorrected: found.rankCorrected[m]!,
      rankGivenRange: found.rankRanges.given[m]!,
      rankCorrectedRange: found.rankRanges.corrected[m]!,
      ...parts[m]!,
    })),
    inversions: found.inversions.map(({ before, after, support }) => ({
      before: models[before]!.name,
      after: models[after]!.name,
      leadBefore: found.given[before]! - found.given[after]!,
      leadAfter: found.corrected[after]! - found.corrected[before]!,
      support,
    })),
  };
}

const isChanged = ({ given, corrected }: TestLabels, row: number) =>
  corrected[row]! >= 0 && corrected[row] !== given[row];

/** Takes samples out that some model says nothing about, so that all are scored on the same. @returns how many */
function leaveOutUncovered({ given }: TestLabels, predictions: readonly Int32Array[]): number {
  let left = 0;
  for (let row = 0; row < given.length; row++) {
    if (given[row]! < 0 || predictions.every((p) => p[row]! >= 0)) continue;
    given[row] = -1;
    left++;
  }
  return left;
}

function partAccuracies(labels: TestLabels, predicted: Int32Array): { onCorrected: number; onRest: number } {
  const parts = { changed: { n: 0, right: 0 }, rest: { n: 0, right: 0 } };
  for (let row = 0; row < predicted.length; row++) {
    if (labels.given[row]! < 0 || labels.corrected[row]! < 0) continue;
    const part = isChanged(labels, row) ? parts.changed : parts.rest;
    part.n++;
    if (predicted[row] === labels.corrected[row]) part.right++;
  }
  const share = ({ n, right }: typeof parts.rest) => (n === 0 ? 0 : right / n);
  return { onCorrected: share(parts.changed), onRest: share(parts.rest) };
}
