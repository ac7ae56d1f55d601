import { eq } from 'drizzle-orm';
import { consistency, dataset } from '#/db/schema/index.ts';
import type { RoundInput } from '#/ml/types.ts';
import type { Ctx } from '#/server/context.ts';
import type { DatasetRows } from './rows.ts';

/** What visual questions have found so far, in row order; undefined where samples are no pictures. */
export async function readPictures(
  ctx: Pick<Ctx, 'db'>,
  datasetId: number,
  rows: DatasetRows,
): Promise<RoundInput['pictures']> {
  const [set] = await ctx.db.select({ task: dataset.task }).from(dataset).where(eq(dataset.id, datasetId));
  if (set?.task !== 'image') return undefined;
  const found = await ctx.db
    .select({ sampleId: consistency.sampleId, value: consistency.value })
    .from(consistency)
    .where(eq(consistency.datasetId, datasetId));
  if (found.length === 0) return {};
  const values = new Float32Array(rows.ids.length).fill(-1);
  for (const { sampleId, value } of found) {
    const row = sampleId === null ? undefined : rows.rowOf.get(sampleId);
    if (row !== undefined && value !== null) values[row] = value;
  }
  return { consistency: values };
}
