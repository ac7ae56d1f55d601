import { and, eq, sql } from 'drizzle-orm';
import { queue } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';

/** The queue of the samples to be read again under a version of the guideline; made once. */
export async function rereadQueue(ctx: Ctx, dataset: DatasetRow, version: number): Promise<string> {
  const key = `guideline-${version}`;
  await ctx.db
    .insert(queue)
    .values({
      datasetId: dataset.id,
      key,
      name: `Again under guideline ${version}`,
      description: 'Decided under an older text; to be read again. Most suspicious first.',
      orderBy: 'suspicion',
      filter: { guideline: version },
      position: sql`(select coalesce(max(position), 0) + 1 from queue where dataset_id = ${dataset.id})`,
    })
    .onConflictDoNothing();
  const [row] = await ctx.db
    .select({ id: queue.id })
    .from(queue)
    .where(and(eq(queue.datasetId, dataset.id), eq(queue.key, key)));
  if (!row) throw new ErrataError('conflict', 'The queue could not be made; try again.');
  return String(row.id);
}
