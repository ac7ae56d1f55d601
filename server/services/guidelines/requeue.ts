import { randomUUID } from 'node:crypto';
import { event } from '#/db/schema/index.ts';
import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { RequeuePreview } from '#/server/domain/guidelineViews.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { nothingAsked } from '#/server/services/review/asking.ts';
import type { NewEvent } from '#/server/services/review/judge.ts';
import { loadBench } from '#/server/services/review/loadBench.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { storeStatements } from '#/server/services/review/store.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { changedPart, oldDecisions } from './oldDecisions.ts';
import { rereadQueue } from './rereadQueue.ts';

/** Samples whose decisions are taken back in one transaction: deciding waits no longer than that. */
const together = 500;

/** What taking back the decisions under the text that `version` replaced would touch. */
export async function previewRequeue({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; version: number };
}): Promise<RequeuePreview> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const part = await changedPart(ctx, dataset, input.version);
  const [row] = await ctx.sql<RequeuePreview[]>`
    select count(*)::int as decisions, count(distinct d.sample_id)::int as samples, count(distinct d.user_id)::int as readers,
      count(distinct d.sample_id) filter (where exists (
        select from sample_state x where x.sample_id = d.sample_id and x.status = 'changed'))::int as changed
    from ${oldDecisions(ctx.sql, dataset.id, input.version, part)}`;
  return row ?? { decisions: 0, samples: 0, readers: 0, changed: 0 };
}

/**
 * Takes back the decisions that were taken under the old text, so that their samples wait again, in a queue of their own.
 * The log keeps them and says why they ended. Safe to repeat: what is taken back already is left alone.
 */
export async function requeueDecisions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; version: number };
}): Promise<{ decisions: number; samples: number; queueId: string }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { userId } = requireReader(ctx);
  const { version } = input;
  const part = await changedPart(ctx, dataset, version);
  const rows = await ctx.sql<{ id: string }[]>`
    select distinct d.sample_id as id from ${oldDecisions(ctx.sql, dataset.id, version, part)} order by 1`;
  if (rows.length === 0)
    throw new ErrataError('conflict', 'No decision stands that was taken under the old text, so nothing waits again.');
  const ids = rows.map((r) => Number(r.id));
  let decisions = 0;
  for (let from = 0; from < ids.length; from += together)
    decisions += await takeBack(ctx, dataset, { ids: ids.slice(from, from + together), version, userId });
  const queueId = await rereadQueue(ctx, dataset, version);
  const detail = { version, decisions, samples: ids.length };
  await ctx.db.insert(event).values({ datasetId: dataset.id, userId, kind: 'guideline.requeued', detail });
  await publish(ctx.sql, { type: 'decisions', datasetId: dataset.id });
  // What is open is the round's to say, so the queue fills with the next one.
  await requestRound({ ctx, datasetId: dataset.id, trigger: 'demand' });
  return { decisions, samples: ids.length, queueId };
}

interface Chunk {
  ids: number[];
  version: number;
  userId: string;
}

async function takeBack(ctx: Ctx, dataset: DatasetRow, { ids, version, userId }: Chunk): Promise<number> {
  return inTransaction(ctx.sql, async (tx) => {
    const [head] = await tx<{ seq: number; minutes: number; now: Date }[]>`
      select event_seq as seq, coalesce((settings->>'leaseMinutes')::float8, 10) as minutes, clock_timestamp() as now
      from dataset where id = ${dataset.id} for no key update`;
    const bench = await loadBench(tx, dataset.id, { ids, userId, seq: head?.seq ?? 0, now: head?.now ?? new Date() });
    const old = await tx<{ id: string; lease_id: string | null }[]>`
      select d.id, d.lease_id from ${oldDecisions(tx, dataset.id, version, null)}
      and d.sample_id = any(${ids}::bigint[]) order by d.seq`;
    const wanted = new Set(old.map((o) => Number(o.id)));
    const events: NewEvent[] = [];
    for (const target of bench.log.filter((e) => wanted.has(e.id))) {
      bench.seq += 1;
      events.push({
        id: -bench.seq,
        seq: bench.seq,
        sampleId: target.sampleId,
        userId,
        verdict: 'retract',
        label: null,
        reason: 'guideline',
        note: `Version ${version} of the guideline`,
        retracts: target.id,
        late: false,
        at: bench.now,
        leaseId: null,
        lease: null,
        clientKey: `guideline ${version} ${randomUUID()}`,
        milliseconds: null,
        ...nothingAsked,
      });
    }
    bench.log.push(...events);
    for (const statement of storeStatements(tx, {
      datasetId: dataset.id,
      bench,
      events,
      counted: 0,
      leaseMinutes: head?.minutes ?? 10,
      guideline: version,
    }))
      await statement;
    // Their seats are free again; and the audit, which lost its answers, draws those samples before it goes on.
    await tx`
      update lease set ended_by = 'released'
      where id = any(${old.flatMap((o) => o.lease_id ?? [])}::text[]) and ended_by = 'decision'`;
    return events.length;
  });
}
