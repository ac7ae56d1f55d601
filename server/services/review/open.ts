import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { queue as queueTable } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requireQueue } from '#/server/services/queues/require.ts';
import { endExpired, type Held, renewHeld } from './hold.ts';
import { buildItems } from './items.ts';
import { requireReader } from './reader.ts';

/**
 * Leases one sample by its id, decided or not, through the dataset's first queue (or the one it is held in).
 * @throws ErrataError not_found; conflict when another reader holds it or nothing is scored yet
 */
export async function openSample({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; sampleId: string };
}): Promise<ReviewItem & { queueId: string }> {
  const reader = requireReader(ctx);
  const { dataset } = await requireDataset(ctx, input.slug, 'review');
  const { sql } = ctx;
  const [sample] = await sql`select 1 from sample where id = ${input.sampleId} and dataset_id = ${dataset.id}`;
  if (!sample) throw new ErrataError('not_found', `There is no sample ${input.sampleId} in this dataset.`);
  const [first] = await ctx.db
    .select({ id: queueTable.id })
    .from(queueTable)
    .where(eq(queueTable.datasetId, dataset.id))
    .orderBy(asc(queueTable.position), asc(queueTable.id))
    .limit(1);
  const roundId = dataset.roundId;
  if (!first || roundId === null)
    throw new ErrataError('conflict', 'This dataset has no scores yet; open it when it is ready.');
  await endExpired(sql, dataset.id);
  const [inserted] = await sql<{ id: string }[]>`
    insert into lease (id, dataset_id, sample_id, queue_id, user_id, round_id, expires_at)
    values (${randomUUID()}, ${dataset.id}, ${input.sampleId}, ${first.id}, ${reader.userId}, ${roundId}, now() + ${dataset.settings.leaseMinutes} * interval '1 minute')
    on conflict do nothing returning id`;
  const [holder] = await sql<{ id: string; user_id: string; queue_id: number }[]>`
    select id, user_id, queue_id from lease where sample_id = ${input.sampleId} and slot = 0 and ended_at is null`;
  const mine = holder && holder.user_id === reader.userId ? holder : null;
  if (!mine)
    throw new ErrataError('conflict', 'Another reader holds this sample at the moment; try again in a few minutes.');
  const { queue, role } = await requireQueue(ctx, String(mine.queue_id), 'review').catch(async (error) => {
    if (inserted) await sql`update lease set ended_at = now(), ended_by = 'released' where id = ${inserted.id}`;
    throw error;
  });
  const { leaseMinutes } = dataset.settings;
  const held: Held[] = await renewHeld(sql, { ids: [mine.id], userId: reader.userId, leaseMinutes, roundId });
  const classes = await loadClasses(sql, dataset.id);
  const [item] = await buildItems(ctx, { roundId, queue, classes, held, seesAll: role !== 'annotator' });
  if (!item) throw new ErrataError('conflict', 'This sample was passed on just now; try again.');
  return { ...item, queueId: String(queue.id) };
}
