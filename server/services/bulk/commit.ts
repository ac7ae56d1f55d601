import { eq } from 'drizzle-orm';
import { bulk } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { BulkState, BulkView } from '#/server/domain/bulk.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { createJob } from '#/server/services/jobs/create.ts';
import { giveUpAll } from '#/server/services/review/drawAhead.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { type BulkRow, requireBulk, requireState } from './require.ts';
import { bulkView } from './view.ts';

/**
 * Has the rest of a bulk written, once enough of it was answered singly. The answers so far are kept as its verification.
 * Committing twice commits once.
 * @throws ErrataError conflict while answers are missing
 */
export async function commitBulk({ ctx, input }: { ctx: Ctx; input: { bulkId: string } }): Promise<BulkView> {
  const { userId } = requireReader(ctx);
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  if (row.state === 'committed') return bulkView(ctx, row, dataset.slug);
  if (row.state === 'committing') return bulkView(ctx, await goOn(ctx, row), dataset.slug);
  requireState(row, 'verifying');
  if (row.userId !== userId) throw new ErrataError('forbidden', 'Whoever answered the samples of a bulk commits it.');
  const [sum] = await ctx.sql<{ answered: number; differed: number; left: number }[]>`
    select count(agrees)::int as answered, count(*) filter (where not agrees)::int as differed,
      count(*) filter (where agrees is null and not done and not exists (
        select from sample_state x where x.sample_id = i.sample_id))::int as left
    from bulk_item i where bulk_id = ${row.id}`;
  const { answered, differed, left } = sum ?? { answered: 0, differed: 0, left: 0 };
  const missing = Math.min(row.toCheck - answered, left);
  if (missing > 0)
    throw new ErrataError('conflict', `Answer ${missing} more of its samples singly before the rest is written.`);
  // What nobody has seen yet is in nobody's review.
  await giveUpAll(ctx.quick, row.datasetId);
  const moved = await move(ctx, row, 'verifying', 'committing', { answered, differed });
  return bulkView(ctx, moved, dataset.slug);
}

/**
 * Has every decision that a bulk wrote taken back. The answers given singly stay.
 * @throws ErrataError conflict unless it is written
 */
export async function undoBulk({ ctx, input }: { ctx: Ctx; input: { bulkId: string } }): Promise<BulkView> {
  requireReader(ctx);
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  if (row.state === 'undone') return bulkView(ctx, row, dataset.slug);
  if (row.state === 'undoing') return bulkView(ctx, await goOn(ctx, row), dataset.slug);
  requireState(row, 'committed');
  return bulkView(ctx, await move(ctx, row, 'committed', 'undoing', {}), dataset.slug);
}

/** Moves a bulk on and starts the job that does it; of two at once, one does. */
async function move(
  ctx: Ctx,
  row: BulkRow,
  from: BulkState,
  to: BulkState,
  more: { answered?: number; differed?: number },
): Promise<BulkRow> {
  const [moved] = await ctx.sql<{ id: number }[]>`
    update bulk set ${ctx.sql({ state: to, ...more })} where id = ${row.id} and state = ${from} returning id`;
  if (moved) await startJob(ctx, row);
  const [now] = await ctx.db.select().from(bulk).where(eq(bulk.id, row.id));
  return now ?? row;
}

/** A job that failed leaves a bulk half-way; asking again starts another, which goes on where it was. */
async function goOn(ctx: Ctx, row: BulkRow): Promise<BulkRow> {
  const [alive] = await ctx.sql`select 1 from job where id = ${row.jobId} and state in ('queued', 'running')`;
  if (!alive) await startJob(ctx, row);
  return row;
}

async function startJob(ctx: Ctx, row: BulkRow): Promise<void> {
  const by = ctx.actor.kind === 'user' ? ctx.actor.userId : row.userId;
  const payload = { bulkId: row.id, by };
  const jobId = await createJob({ ctx, input: { kind: 'bulk', datasetId: row.datasetId, payload } });
  await ctx.db.update(bulk).set({ jobId }).where(eq(bulk.id, row.id));
}
