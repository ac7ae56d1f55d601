import { eq } from 'drizzle-orm';
import type { ReservedSql } from 'postgres';
import { bulk, event } from '#/db/schema/index.ts';
import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { notice, publish } from '#/server/services/live/publish.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { appendEvents, type BulkEvent, lockLog } from './append.ts';
import type { BulkRow } from './require.ts';

/** Samples per transaction: the dataset's lock is held for so long, and readers wait for it. */
const chunk = 500;

/**
 * The job `bulk`: writes the decisions of a bulk, or takes them back, chunk by chunk. Every chunk is one transaction;
 * killed anywhere and run again, it goes on where it was.
 */
export async function runBulk({ ctx, run }: { ctx: Ctx; run: JobRun }): Promise<void> {
  const id = Number(run.payload.bulkId);
  const by = String(run.payload.by);
  let takenBack = 0;
  for (let after = 0; ; ) {
    run.signal.throwIfAborted();
    const [row] = await ctx.db.select().from(bulk).where(eq(bulk.id, id));
    if (!row) throw new ErrataError('not_found', 'The bulk is gone.');
    if (row.state !== 'committing' && row.state !== 'undoing') return;
    const undoing = row.state === 'undoing';
    const last = await inTransaction(ctx.sql, (tx) => (undoing ? takeBack(tx, row, by, after) : write(tx, row, after)));
    if (last === null) return finish(ctx, row, by);
    after = last;
    takenBack += chunk;
    const passed = row.answered + row.written + row.skipped.held + row.skipped.decided + chunk;
    const share = undoing ? takenBack / Math.max(1, row.written) : passed / row.samples;
    run.progress(Math.min(1, share), undoing ? 'Taking the decisions back.' : 'Writing the decisions.');
  }
}

interface Item {
  sample_id: string;
  verdict: Verdict;
  label: number | null;
  reason: string | null;
  decided: boolean;
  held: boolean;
}

/** @returns the last sample of the chunk; null when nothing was left */
async function write(tx: ReservedSql, row: BulkRow, after: number): Promise<number | null> {
  const log = await lockLog(tx, row.datasetId);
  const items = await tx<Item[]>`
    select i.sample_id, i.verdict, i.label, i.reason,
      exists (select from sample_state x where x.sample_id = i.sample_id) as decided,
      exists (select from lease l where l.sample_id = i.sample_id and l.ended_at is null and l.expires_at > now()
        and l.user_id <> ${row.userId}) as held
    from bulk_item i where i.bulk_id = ${row.id} and not i.done and i.sample_id > ${after}
    order by i.sample_id limit ${chunk}`;
  const last = items.at(-1);
  if (!log || !last) return null;
  const classes = await loadClasses(tx, row.datasetId);
  const free = items.filter((i) => !i.decided && !i.held);
  const events = free.map(
    ({ sample_id, verdict, label, reason }): BulkEvent => ({
      sampleId: Number(sample_id),
      verdict,
      // A class that was merged since the bulk began counts as the one it went into.
      label: label === null ? null : classes.current(label),
      reason,
      clientKey: `bulk:${row.id}:${sample_id}`,
      retracts: null,
      milliseconds: null,
    }),
  );
  const ids = free.map((f) => f.sample_id);
  await tx`update lease set ended_at = now(), ended_by = 'released'
    where sample_id = any(${ids}::bigint[]) and user_id = ${row.userId} and ended_at is null`;
  const written = await appendEvents(
    tx,
    { ...log, datasetId: row.datasetId, userId: row.userId, bulk: row.id, classes },
    events.filter((e) => e.verdict !== 'relabel' || e.label !== null),
  );
  await tx`update bulk_item set done = true
    where bulk_id = ${row.id} and sample_id = any(${items.map((i) => i.sample_id)}::bigint[])`;
  const decided = items.filter((i) => i.decided).length;
  const held = items.filter((i) => i.held && !i.decided).length;
  await tx`update bulk set written = written + ${written},
    skipped = jsonb_build_object('decided', (skipped->>'decided')::int + ${decided}::int, 'held', (skipped->>'held')::int + ${held}::int)
    where id = ${row.id}`;
  await notice(tx, { type: 'decisions', datasetId: row.datasetId });
  return Number(last.sample_id);
}

/** @returns the last decision of the chunk; null when nothing was left */
async function takeBack(tx: ReservedSql, row: BulkRow, by: string, after: number): Promise<number | null> {
  const log = await lockLog(tx, row.datasetId);
  // In the index's order and no further than the piece: what is estimated from an old count would read all that is left.
  await tx`set local enable_bitmapscan = off`;
  const decisions = await tx<{ id: string; sample_id: string }[]>`
    select d.id, d.sample_id from decision d
    where d.bulk = ${row.id} and d.id > ${after} and d.verdict <> 'retract'
      and (select r.id from decision r where r.sample_id = d.sample_id and r.retracts = d.id limit 1) is null
    order by d.id limit ${chunk}`;
  await tx`set local enable_bitmapscan = on`;
  const last = decisions.at(-1);
  if (!log || !last) return null;
  const classes = await loadClasses(tx, row.datasetId);
  const events = decisions.map(
    (d): BulkEvent => ({
      sampleId: Number(d.sample_id),
      verdict: 'retract',
      label: null,
      reason: null,
      clientKey: `bulk:${row.id}:undo:${d.id}`,
      retracts: Number(d.id),
      milliseconds: null,
    }),
  );
  await appendEvents(tx, { ...log, datasetId: row.datasetId, userId: by, bulk: row.id, classes }, events);
  await notice(tx, { type: 'decisions', datasetId: row.datasetId });
  return Number(last.id);
}

async function finish(ctx: Ctx, row: BulkRow, by: string): Promise<void> {
  const undone = row.state === 'undoing';
  await ctx.db.transaction(async (tx) => {
    const [moved] = await tx
      .update(bulk)
      .set(undone ? { state: 'undone', undoneAt: new Date() } : { state: 'committed', committedAt: new Date() })
      .where(eq(bulk.id, row.id))
      .returning();
    const { written, skipped, answered, differed } = moved!;
    await tx.insert(event).values({
      datasetId: row.datasetId,
      userId: by,
      kind: undone ? 'bulk.undone' : 'bulk.committed',
      detail: { bulk: row.id, written, skipped, answered, differed },
    });
  });
  await publish(ctx.sql, { type: 'decisions', datasetId: row.datasetId });
  await requestRound({ ctx, datasetId: row.datasetId, trigger: 'batch' });
}
