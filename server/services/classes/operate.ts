import type { ReservedSql } from 'postgres';
import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { type ClassChange, type ClassOperation, planOperation } from '#/server/domain/classOperations.ts';
import type { ClassesView } from '#/server/domain/classViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { applyPlan, takeClasses } from './apply.ts';
import { inWords } from './inWords.ts';
import { listClasses } from './list.ts';
import { loadRecords } from './records.ts';

/**
 * Does an operation on the classes of a dataset, logged with what it changed. Labels as stored never change; what they
 * count as does. Where the classes that rounds tell apart change, a cold round is asked for.
 * @throws ErrataError bad_input, conflict; see `planOperation`
 */
export async function operateClasses({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; operation: ClassOperation };
}): Promise<ClassesView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { operation } = input;
  const plan = await inTransaction(ctx.sql, async (tx) => {
    await takeClasses(tx, dataset.id);
    const classes = await loadRecords(tx, dataset.id);
    const planned = planOperation(operation, classes);
    await applyPlan(tx, dataset.id, classes, planned);
    const queue = operation.kind === 'split' ? await makeQueue(tx, dataset.id, operation, planned.changes) : null;
    const detail = { operation, says: inWords(operation), changes: planned.changes, queue };
    await tx`
      insert into event (dataset_id, user_id, kind, detail)
      values (${dataset.id}, ${ctx.actor.kind === 'user' ? ctx.actor.userId : null}, ${`class.${operation.kind}`}, ${tx.json(detail as never)})`;
    return planned;
  });
  await publish(ctx.sql, { type: 'dataset', datasetId: dataset.id });
  if (plan.learned && dataset.roundId !== null)
    await requestRound({ ctx, datasetId: dataset.id, trigger: 'demand', mode: 'cold' });
  return listClasses({ ctx, input: { slug: dataset.slug } });
}

/** The samples of a split class, to be labelled anew. */
async function makeQueue(
  tx: ReservedSql,
  datasetId: number,
  { class: name, into }: Extract<ClassOperation, { kind: 'split' }>,
  changes: readonly ClassChange[],
): Promise<number> {
  const [made] = await tx<{ id: number }[]>`
    insert into queue (dataset_id, key, name, description, order_by, filter, position)
    values (${datasetId}, ${`split-${changes[0]!.index}-${changes[1]!.index}`}, ${`Split of ${name}`},
      ${`Each is one of ${into.map((p) => p.name).join(', ')}, or something else.`}, 'suspicion', ${tx.json({ given: name })},
      (select coalesce(max(position), 0) + 1 from queue where dataset_id = ${datasetId}))
    returning id`;
  return made!.id;
}
