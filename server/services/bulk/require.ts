import { eq } from 'drizzle-orm';
import { bulk } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type Capability, roleHas } from '#/server/domain/role.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';

export type BulkRow = typeof bulk.$inferSelect;

/**
 * A bulk with its dataset. Whoever began it may go on with it; a lead may look at, and undo, everybody's.
 * @throws ErrataError not_found, also to readers whose bulk it is not
 */
export async function requireBulk(
  ctx: Ctx,
  bulkId: string,
  capability: Capability = 'review',
): Promise<{ row: BulkRow; dataset: DatasetRow }> {
  const id = /^\d{1,9}$/.test(bulkId) ? Number(bulkId) : 0;
  const [row] = await ctx.db.select().from(bulk).where(eq(bulk.id, id)).limit(1);
  if (!row) throw new ErrataError('not_found', `There is no bulk ${bulkId}.`);
  const { dataset, role } = await requireDataset(ctx, { id: row.datasetId }, capability);
  const mine = ctx.actor.kind === 'user' && ctx.actor.userId === row.userId;
  if (!mine && !roleHas(role, 'lead')) throw new ErrataError('not_found', `There is no bulk ${bulkId}.`);
  return { row, dataset };
}

/** @throws ErrataError conflict unless the bulk is in that state; the sentence says what it is instead */
export function requireState(row: BulkRow, state: BulkRow['state']): void {
  if (row.state === state) return;
  const is: Record<BulkRow['state'], string> = {
    verifying: 'still being checked',
    committing: 'being written',
    committed: 'written',
    undoing: 'being taken back',
    undone: 'taken back',
    cancelled: 'given up',
  };
  throw new ErrataError('conflict', `This bulk is ${is[row.state]}.`);
}
