import { eq, sql } from 'drizzle-orm';
import { dataset, event, round } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { scoreTable } from '#/server/services/rounds/scoreTable.ts';

/**
 * Deletes a dataset that nobody has decided anything about yet, with its samples, scores and queues.
 * @throws conflict once there are decisions or exports: the log of decisions is never deleted.
 */
export async function removeDataset({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<{ slug: string }> {
  const { dataset: found } = await requireDataset(ctx, input.slug, 'lead');
  await ctx.db.transaction(async (tx) => {
    const [locked] = await tx.select().from(dataset).where(eq(dataset.id, found.id)).for('update');
    if (!locked) return;
    if (locked.eventSeq > 0)
      throw new ErrataError(
        'conflict',
        `“${locked.name}” has decisions, and decisions are never deleted. Export it instead and leave it as it is.`,
      );
    const [exported] = await tx.execute(sql`select 1 from export where dataset_id = ${locked.id} limit 1`);
    if (exported)
      throw new ErrataError(
        'conflict',
        `“${locked.name}” has exports, which stay reproducible, so it cannot be deleted.`,
      );
    const rounds = await tx.select({ id: round.id }).from(round).where(eq(round.datasetId, locked.id));
    await tx.execute(sql`delete from bulk_item where bulk_id in (select id from bulk where dataset_id = ${locked.id})`);
    await tx.delete(dataset).where(eq(dataset.id, locked.id));
    await tx.insert(event).values({
      userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      kind: 'dataset.removed',
      detail: { slug: locked.slug, samples: locked.samples },
    });
    // Last: from here until the commit nobody can read scores of any dataset.
    for (const { id } of rounds) await tx.execute(sql.raw(`drop table if exists ${scoreTable(id)}`));
  });
  return { slug: found.slug };
}
