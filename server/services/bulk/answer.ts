import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { type BulkView, type CheckAnswer, saysAlike } from '#/server/domain/bulk.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import { notice } from '#/server/services/live/publish.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { appendEvents, lockLog } from './append.ts';
import { type BulkRow, requireBulk, requireState } from './require.ts';
import { bulkView } from './view.ts';

interface Item {
  sample_id: string;
  verdict: Verdict;
  label: number | null;
  agrees: boolean | null;
  given_class: number | null;
  decided: boolean;
}

/**
 * Stores single answers to samples of a bulk, as decisions of the reader like any other, and notes whether they say what
 * the bulk would. An answer counts once; a sample that somebody has decided meanwhile is passed over.
 * @throws ErrataError bad_input for a sample that the bulk is not about, or a label that cannot be chosen
 */
export async function answerChecks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { bulkId: string; answers: CheckAnswer[] };
}): Promise<BulkView> {
  const { userId } = requireReader(ctx);
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  requireState(row, 'verifying');
  if (row.userId !== userId) throw new ErrataError('forbidden', 'Whoever began a bulk answers its samples.');
  await inTransaction(ctx.sql, async (tx) => {
    for (const answer of input.answers) {
      const log = await lockLog(tx, row.datasetId);
      const classes = await loadClasses(tx, row.datasetId);
      const item = await findItem(tx, row, answer.sampleId);
      if (!log || item.agrees !== null) continue;
      const given = classes.current(item.given_class);
      const label = labelOf(answer, classes.indexOf, given);
      if (item.decided) {
        await tx`update bulk_item set done = true where bulk_id = ${row.id} and sample_id = ${item.sample_id}`;
        continue;
      }
      const same = answer.verdict === 'relabel' && label === given;
      const said = { verdict: same ? ('keep' as const) : answer.verdict, label: same ? null : label };
      const about = { ...log, datasetId: row.datasetId, userId, verifies: row.id, classes };
      const written = await appendEvents(tx, about, [
        {
          ...said,
          sampleId: Number(item.sample_id),
          reason: answer.verdict === 'exclude' ? (answer.reason ?? null) : null,
          clientKey: `check:${row.id}:${item.sample_id}:${log.seq}`,
          retracts: null,
          milliseconds: answer.milliseconds ?? null,
        },
      ]);
      await tx`update dataset set decisions = decisions + ${written} where id = ${row.datasetId}`;
      await tx`update lease set ended_at = now(), ended_by = 'decision'
        where sample_id = ${item.sample_id} and user_id = ${userId} and ended_at is null`;
      await tx`update bulk_item set agrees = ${saysAlike(said, item, given)}, done = true
        where bulk_id = ${row.id} and sample_id = ${item.sample_id}`;
    }
    await notice(tx, { type: 'decisions', datasetId: row.datasetId });
  });
  return bulkView(ctx, row, dataset.slug);
}

async function findItem(tx: Parameters<typeof lockLog>[0], row: BulkRow, sampleId: string): Promise<Item> {
  const [item] = await tx<Item[]>`
    select i.sample_id, i.verdict, i.label, i.agrees, p.given_class,
      exists (select from sample_state x where x.sample_id = p.id) as decided
    from bulk_item i join sample p on p.id = i.sample_id where i.bulk_id = ${row.id} and i.sample_id = ${sampleId}`;
  if (!item) throw new ErrataError('bad_input', `This bulk is not about sample ${sampleId}.`);
  return item;
}

/** @throws ErrataError bad_input where the verdict needs what was not given */
function labelOf(
  { verdict, label, reason }: CheckAnswer,
  indexOf: (name: string) => number | null,
  given: number | null,
): number | null {
  if (verdict === 'keep' && given === null)
    throw new ErrataError('bad_input', 'This sample has no given label to keep; choose a label.');
  if (verdict === 'exclude' && reason === undefined) throw new ErrataError('bad_input', 'exclude needs a reason.');
  if (verdict !== 'relabel' && verdict !== 'both') return null;
  const index = label === undefined ? null : indexOf(label);
  if (index === null)
    throw new ErrataError('bad_input', `“${label}” is not a class of this dataset; choose one of its classes.`);
  if (verdict === 'both' && (given === null || index === given))
    throw new ErrataError('bad_input', 'The second label is the given one; choose another, or keep.');
  return index;
}
