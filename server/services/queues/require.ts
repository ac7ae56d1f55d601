import { and, eq } from 'drizzle-orm';
import { assignment, queue } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { QueuePolicy } from '#/server/domain/queuePolicy.ts';
import { type Capability, type Role, roleHas } from '#/server/domain/role.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';

export type QueueRow = typeof queue.$inferSelect;
/** What drawing from a queue needs of it. */
export type DrawnQueue = Pick<QueueRow, 'id' | 'datasetId' | 'orderBy' | 'filter'> & { policy: QueuePolicy };

export interface LoadedQueue {
  queue: QueueRow;
  dataset: DatasetRow;
  role: Role;
}

/**
 * A queue with its dataset, after the checks.
 * @throws ErrataError not_found; forbidden when the role lacks the capability or a lead has restricted it to others.
 */
export async function requireQueue(ctx: Ctx, queueId: string, capability: Capability): Promise<LoadedQueue> {
  const id = /^\d{1,9}$/.test(queueId) ? Number(queueId) : 0;
  const [row] = await ctx.db.select().from(queue).where(eq(queue.id, id)).limit(1);
  if (!row) throw new ErrataError('not_found', `There is no queue ${queueId}.`);
  const { dataset, role } = await requireDataset(ctx, { id: row.datasetId }, capability);
  if (row.restricted && !roleHas(role, 'inspect') && !(await isAssigned(ctx, row.id)))
    throw new ErrataError('forbidden', 'This queue is assigned to other readers; ask a lead.');
  return { queue: row, dataset, role };
}

async function isAssigned(ctx: Ctx, queueId: number): Promise<boolean> {
  if (ctx.actor.kind !== 'user') return true;
  const rows = await ctx.db
    .select({ queueId: assignment.queueId })
    .from(assignment)
    .where(and(eq(assignment.queueId, queueId), eq(assignment.userId, ctx.actor.userId)))
    .limit(1);
  return rows.length > 0;
}
