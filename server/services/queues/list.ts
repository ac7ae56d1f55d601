import { and, asc, eq, or, sql as raw } from 'drizzle-orm';
import { queue } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { type Role, roleHas } from '#/server/domain/role.ts';
import type { QueueView } from '#/server/domain/views.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from './classes.ts';
import type { QueueRow } from './require.ts';
import { queueView } from './view.ts';

/** The queues the actor may draw from or look at, "Likely wrong" first; an annotator sees open and assigned ones. */
export async function listQueues({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<QueueView[]> {
  const { dataset, role } = await requireDataset(ctx, input.slug, 'read');
  const [rows, classes] = await Promise.all([visibleQueues(ctx, dataset, role), loadClasses(ctx.sql, dataset.id)]);
  return Promise.all(rows.map((q) => queueView(ctx.sql, dataset, q, classes, !roleHas(role, 'inspect'))));
}

/** Queues of a dataset in their order; for those who only review, without the ones restricted to others. */
export async function visibleQueues(ctx: Ctx, dataset: DatasetRow, role: Role): Promise<QueueRow[]> {
  const mine =
    roleHas(role, 'inspect') || ctx.actor.kind !== 'user'
      ? undefined
      : or(
          eq(queue.restricted, false),
          raw`exists (select from assignment a where a.queue_id = ${queue.id} and a.user_id = ${ctx.actor.userId})`,
        );
  return ctx.db
    .select()
    .from(queue)
    .where(and(eq(queue.datasetId, dataset.id), mine))
    .orderBy(asc(queue.position), asc(queue.id));
}
