import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { queue as queueTable } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { readPolicy } from '#/server/domain/queuePolicy.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requireQueue } from '#/server/services/queues/require.ts';
import { giveUp } from './drawAhead.ts';
import { endExpired, type Held, renewHeld } from './hold.ts';
import { toItems } from './items.ts';
import { markRanks } from './markRanks.ts';
import { requireReader } from './reader.ts';
import { readItems } from './readItems.ts';
import { firstSeat } from './seat.ts';
import { wasPlain } from './wasPlain.ts';

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
    .select({ id: queueTable.id, policy: queueTable.policy })
    .from(queueTable)
    .where(eq(queueTable.datasetId, dataset.id))
    .orderBy(asc(queueTable.position), asc(queueTable.id))
    .limit(1);
  const roundId = dataset.roundId;
  if (!first || roundId === null)
    throw new ErrataError('conflict', 'This dataset has no scores yet; open it when it is ready.');
  await endExpired(sql, dataset.id);
  await giveUp(ctx.quick, Number(input.sampleId));
  const [inserted] = await sql<{ id: string }[]>`
    insert into lease (id, dataset_id, sample_id, slot, queue_id, user_id, round_id, plain, blind, flipped, suggested_class, expires_at)
    select ${randomUUID()}, ${dataset.id}, p.id, ${firstSeat(sql, sql`p.id`)}, ${first.id}, ${reader.userId}, ${roundId},
      ${wasPlain(sql, sql`p.id`, sql`${reader.userId}`)}, ${readPolicy(first.policy).blind}, random() < 0.5,
      (select s.suggested_class from score s where s.round_id = ${roundId} and s.sample_id = p.id),
      now() + ${dataset.settings.leaseMinutes} * interval '1 minute'
    from sample p where p.id = ${input.sampleId}
      and not exists (select from lease l where l.sample_id = p.id and l.ended_at is null)
    on conflict do nothing returning id`;
  const [mine] = await sql<{ id: string; queue_id: number }[]>`
    select id, queue_id from lease
    where sample_id = ${input.sampleId} and user_id = ${reader.userId} and ended_at is null`;
  if (!mine)
    throw new ErrataError('conflict', 'Another reader holds this sample at the moment; try again in a few minutes.');
  const { queue, role } = await requireQueue(ctx, String(mine.queue_id), 'review').catch(async (error) => {
    if (inserted) await sql`update lease set ended_at = now(), ended_by = 'released' where id = ${inserted.id}`;
    throw error;
  });
  const { leaseMinutes } = dataset.settings;
  const held: Held[] = await renewHeld(sql, { ids: [mine.id], userId: reader.userId, leaseMinutes, roundId });
  const classes = await loadClasses(sql, dataset.id);
  const drawn = { ...queue, policy: readPolicy(queue.policy) };
  const place = { sql: ctx.quick, roundId, queue: drawn, classes };
  // Any place in the queue may be asked for.
  await markRanks(sql, place);
  const read = await readItems(place, [mine.id]);
  const [item] = toItems({ queue: drawn, classes, held, userId: reader.userId, seesAll: role !== 'annotator' }, read);
  if (!item) throw new ErrataError('conflict', 'This sample was passed on just now; try again.');
  return { ...item, queueId: String(queue.id) };
}
