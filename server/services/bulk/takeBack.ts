import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import type { BulkView } from '#/server/domain/bulk.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { notice } from '#/server/services/live/publish.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { appendEvents, lockLog } from './append.ts';
import { requireBulk, requireState } from './require.ts';
import { bulkView } from './view.ts';

/** Takes back the reader's latest single answer of a bulk that is still being checked; its sample comes again. */
export async function takeBackCheck({ ctx, input }: { ctx: Ctx; input: { bulkId: string } }): Promise<BulkView> {
  const { userId } = requireReader(ctx);
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  requireState(row, 'verifying');
  if (row.userId !== userId) throw new ErrataError('forbidden', 'Whoever began a bulk answers its samples.');
  await inTransaction(ctx.sql, async (tx) => {
    const log = await lockLog(tx, row.datasetId);
    const [last] = await tx<{ id: string; sample_id: string }[]>`
      select d.id, d.sample_id from bulk_item i join decision d on d.sample_id = i.sample_id
      where i.bulk_id = ${row.id} and i.agrees is not null and d.verifies = ${row.id} and d.verdict <> 'retract'
        and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
      order by d.seq desc limit 1`;
    if (!log || !last) throw new ErrataError('conflict', 'There is no answer to take back.');
    const classes = await loadClasses(tx, row.datasetId);
    await appendEvents(tx, { ...log, datasetId: row.datasetId, userId, verifies: row.id, classes }, [
      {
        sampleId: Number(last.sample_id),
        verdict: 'retract',
        label: null,
        reason: null,
        clientKey: `check:${row.id}:undo:${last.id}`,
        retracts: Number(last.id),
        milliseconds: null,
      },
    ]);
    await tx`update bulk_item set agrees = null, done = false
      where bulk_id = ${row.id} and sample_id = ${last.sample_id}`;
    await notice(tx, { type: 'decisions', datasetId: row.datasetId });
  });
  return bulkView(ctx, row, dataset.slug);
}
