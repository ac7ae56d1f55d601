import { createHash } from 'node:crypto';
import { shareOfModelsAgainst } from '#/ml/signals/models-disagree.ts';
import type { RoundInput } from '#/ml/types.ts';
import type { Ctx } from '#/server/context.ts';
import { averageProbabilities, predictedLabels } from '#/server/services/models/predictions.ts';
import { modelsOf, votesCount } from '#/server/services/models/votes.ts';
import { type LearnedClasses, numbered, numberedColumns } from './learnedClasses.ts';

interface OwnModels extends Pick<RoundInput, 'ownProbabilities' | 'modelsAgainst'> {
  /** Of the predictions it comes from. */
  sha256: string;
}

/** What a round takes from the user's own models; null without any. @param labels [N] stored index of the given class, −1 for none */
export async function readOwnModels(
  ctx: Pick<Ctx, 'db' | 'blobs'>,
  { datasetId, labels, learned }: { datasetId: number; labels: Int32Array; learned: LearnedClasses },
): Promise<OwnModels | null> {
  const models = await modelsOf(ctx.db, datasetId);
  if (models.length === 0) return null;
  const predictions = models.map((m) => m.predictions).join(' ');
  const sure = models.filter((m) => m.kind === 'probabilities');
  const size = { rows: labels.length, classes: learned.stored };
  const own: OwnModels = { sha256: createHash('sha256').update(predictions).digest('hex') };
  if (sure.length) own.ownProbabilities = numberedColumns(await averageProbabilities(ctx, sure, size), learned);
  if (votesCount(models)) {
    const predicted: Int32Array[] = [];
    for (const m of models) predicted.push(numbered(await predictedLabels(ctx, m), learned));
    own.modelsAgainst = shareOfModelsAgainst(numbered(labels, learned), predicted);
  }
  return own;
}
