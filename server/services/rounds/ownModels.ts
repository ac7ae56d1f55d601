import { createHash } from 'node:crypto';
import { shareOfModelsAgainst } from '#/ml/signals/models-disagree.ts';
import type { RoundInput } from '#/ml/types.ts';
import type { Ctx } from '#/server/context.ts';
import { averageProbabilities, predictedLabels } from '#/server/services/models/predictions.ts';
import { modelsOf, votesCount } from '#/server/services/models/votes.ts';

interface OwnModels extends Pick<RoundInput, 'ownProbabilities' | 'modelsAgainst'> {
  /** Of the predictions it comes from. */
  sha256: string;
}

/** What a round takes from the user's own models; null without any. @param labels [N] given class index, −1 for none */
export async function readOwnModels(
  ctx: Pick<Ctx, 'db' | 'blobs'>,
  { datasetId, labels, classes }: { datasetId: number; labels: Int32Array; classes: number },
): Promise<OwnModels | null> {
  const models = await modelsOf(ctx.db, datasetId);
  if (models.length === 0) return null;
  const predictions = models.map((m) => m.predictions).join(' ');
  const sure = models.filter((m) => m.kind === 'probabilities');
  const size = { rows: labels.length, classes };
  const own: OwnModels = { sha256: createHash('sha256').update(predictions).digest('hex') };
  if (sure.length) own.ownProbabilities = await averageProbabilities(ctx, sure, size);
  if (votesCount(models)) {
    const predicted: Int32Array[] = [];
    for (const m of models) predicted.push(await predictedLabels(ctx, m));
    own.modelsAgainst = shareOfModelsAgainst(labels, predicted);
  }
  return own;
}
