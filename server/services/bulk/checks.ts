import { randomUUID } from 'node:crypto';
import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { CheckItem } from '#/server/domain/bulk.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { endExpired } from '#/server/services/review/hold.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { toContentView } from '#/server/services/samples/content.ts';
import { requireBulk, requireState } from './require.ts';

/**
 * The next samples of a bulk to be answered singly, in the random order drawn at its start, held for the reader. Passed
 * over: what others hold, and what somebody has decided meanwhile. Empty when none is left.
 */
export async function nextChecks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { bulkId: string; limit: number };
}): Promise<CheckItem[]> {
  const { userId } = requireReader(ctx);
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  requireState(row, 'verifying');
  const { sql } = ctx;
  await endExpired(sql, dataset.id);
  const classes = await loadClasses(sql, dataset.id);
  const found = await sql<{ id: string; external_id: string; content: StoredContent; given_class: number | null }[]>`
    select p.id, p.external_id, p.content, p.given_class from bulk_item i join sample p on p.id = i.sample_id
    where i.bulk_id = ${row.id} and i.agrees is null and not i.done
      and not exists (select from sample_state x where x.sample_id = p.id)
      and not exists (select from lease l where l.sample_id = p.id and l.ended_at is null and l.user_id <> ${userId})
    order by i.position limit ${input.limit}`;
  if (found.length && dataset.roundId !== null)
    await sql`
      insert into lease (id, dataset_id, sample_id, queue_id, user_id, round_id, plain, expires_at)
      select i.id, ${dataset.id}, i.sample_id, q.id, ${userId}, ${dataset.roundId}, true,
        now() + ${dataset.settings.leaseMinutes} * interval '1 minute'
      from unnest(${found.map(() => randomUUID())}::text[], ${found.map((f) => f.id)}::bigint[]) as i(id, sample_id),
        (select id from queue where dataset_id = ${dataset.id} order by position, id limit 1) q
      on conflict do nothing`;
  return found.map((f) => ({
    sampleId: f.id,
    externalId: f.external_id,
    content: toContentView(f.id, f.content),
    givenLabel: classes.nameOf(f.given_class),
  }));
}
