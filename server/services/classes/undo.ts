import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { type ClassChange, planUndo } from '#/server/domain/classOperations.ts';
import type { ClassesView } from '#/server/domain/classViews.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { applyPlan, takeClasses } from './apply.ts';
import { listClasses } from './list.ts';
import { loadRecords } from './records.ts';

/**
 * Takes an operation on classes back, as an operation of its own in the log.
 * @throws ErrataError not_found; conflict when it was undone already, or a later one changed the same classes
 */
export async function undoClasses({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; eventId: string };
}): Promise<ClassesView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const plan = await inTransaction(ctx.sql, async (tx) => {
    await takeClasses(tx, dataset.id);
    const [done] = await tx<
      { detail: { says: string; changes: ClassChange[]; queue: number | null }; undone: boolean }[]
    >`
      select e.detail, exists (select from event u where u.dataset_id = ${dataset.id} and u.kind = 'class.undo'
        and u.detail->>'of' = e.id::text) as undone
      from event e where e.id = ${input.eventId} and e.dataset_id = ${dataset.id} and e.kind like 'class.%' and e.kind <> 'class.undo'`;
    if (!done) throw new ErrataError('not_found', 'There is no such operation on the classes of this dataset.');
    if (done.undone) throw new ErrataError('conflict', 'This was undone already.');
    const classes = await loadRecords(tx, dataset.id);
    const planned = planUndo(done.detail.changes, classes);
    await applyPlan(tx, dataset.id, classes, planned);
    if (done.detail.queue !== null)
      await tx`delete from queue where id = ${done.detail.queue}
        and not exists (select from decision d where d.dataset_id = ${dataset.id} and d.queue_id = ${done.detail.queue})`;
    const detail = { of: input.eventId, says: `undone: ${done.detail.says}`, changes: planned.changes };
    await tx`
      insert into event (dataset_id, user_id, kind, detail)
      values (${dataset.id}, ${ctx.actor.kind === 'user' ? ctx.actor.userId : null}, 'class.undo', ${tx.json(detail as never)})`;
    return planned;
  });
  await publish(ctx.sql, { type: 'dataset', datasetId: dataset.id });
  if (plan.learned && dataset.roundId !== null)
    await requestRound({ ctx, datasetId: dataset.id, trigger: 'demand', mode: 'cold' });
  return listClasses({ ctx, input: { slug: dataset.slug } });
}
