import type { Ctx } from '#/server/context.ts';
import { classMap } from '#/server/domain/classMap.ts';
import { applied, type ClassOperation, planOperation } from '#/server/domain/classOperations.ts';
import type { OperationPreview } from '#/server/domain/classViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { decidedUnder, touchedBy } from './apply.ts';
import { inWords } from './inWords.ts';
import { loadRecords } from './records.ts';

/**
 * What an operation would touch; nothing is changed.
 * @throws ErrataError bad_input, conflict: as doing it would
 */
export async function previewOperation({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; operation: ClassOperation };
}): Promise<OperationPreview> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { operation } = input;
  const classes = await loadRecords(ctx.sql, dataset.id);
  const plan = planOperation(operation, classes);
  const touched = touchedBy(classes, plan);
  const after = classMap(applied(classes, plan.changes));
  const named = plan.changes.flatMap((c) => (c.before ? [c.before.name] : []));
  const gone = touched.filter((index) => after.current(index) === null);
  const [decided, [counts], queues] = await Promise.all([
    plan.labels ? decidedUnder(ctx.sql, dataset.id, touched) : [],
    ctx.sql<{ samples: number; again: number; exports: number }[]>`
      select (select count(*)::int from sample p left join sample_state x on x.sample_id = p.id
          where p.dataset_id = ${dataset.id} and coalesce(x.current_class, p.given_class) = any(${touched}::smallint[])) as samples,
        (select count(*)::int from sample_state x
          where x.dataset_id = ${dataset.id} and x.status <> 'open' and x.current_class = any(${gone}::smallint[])) as again,
        (select count(*)::int from export where dataset_id = ${dataset.id}) as exports`,
    ctx.sql<{ name: string }[]>`
      select name from queue where dataset_id = ${dataset.id}
        and (filter->>'given' = any(${named}::text[]) or filter->>'suggested' = any(${named}::text[])) order by position`,
  ]);
  return {
    operation,
    says: inWords(operation),
    samples: counts?.samples ?? 0,
    decided: decided.length,
    again: counts?.again ?? 0,
    queues: queues.map((q) => q.name),
    exports: counts?.exports ?? 0,
    round: plan.learned && dataset.roundId !== null,
  };
}
