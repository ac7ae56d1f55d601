import { asc, eq } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { model, modelVote } from '#/db/schema/index.ts';
import { countVotes } from '#/ml/signals/models-disagree.ts';
import type { Ctx } from '#/server/context.ts';
import { type ModelRow, predictedLabels } from './predictions.ts';

/** Rows of one insert: six parameters each, and PostgreSQL takes 65,535. */
const PIECE = 5000;

/** A single model with probabilities speaks through confident learning; all others are counted as votes. */
export function votesCount(models: readonly Pick<ModelRow, 'kind'>[]): boolean {
  return models.length > 1 || models[0]?.kind === 'labels';
}

/** Models of a dataset, in the order they came. */
export function modelsOf(db: Pick<Ctx['db'], 'select'>, datasetId: number): Promise<ModelRow[]> {
  return db.select().from(model).where(eq(model.datasetId, datasetId)).orderBy(asc(model.id));
}

/** Counts the votes of a dataset's models anew, in the caller's transaction. @param given [N] class index, −1 for none */
export async function storeVotes(
  tx: Tx,
  ctx: Pick<Ctx, 'blobs'>,
  { datasetId, given }: { datasetId: number; given: Int32Array },
): Promise<void> {
  await tx.delete(modelVote).where(eq(modelVote.datasetId, datasetId));
  const models = await modelsOf(tx, datasetId);
  if (!votesCount(models)) return;
  const predicted: Int32Array[] = [];
  for (const m of models) predicted.push(await predictedLabels(ctx, m));
  const votes = countVotes(given, predicted);
  const rows = Array.from(given.keys()).filter((row) => votes.models[row]! > 0);
  for (let from = 0; from < rows.length; from += PIECE)
    await tx.insert(modelVote).values(
      rows.slice(from, from + PIECE).map((row) => ({
        datasetId,
        row,
        models: votes.models[row]!,
        against: votes.against[row]!,
        alternative: votes.alternative[row]!,
        alternatives: votes.alternatives[row]!,
      })),
    );
}
