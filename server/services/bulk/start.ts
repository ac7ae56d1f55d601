import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { bulk } from '#/db/schema/index.ts';
import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import type { BulkVerdict, BulkView, StartBulk } from '#/server/domain/bulk.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { roleHas } from '#/server/domain/role.ts';
import { checksNeeded } from '#/server/domain/verification.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type ClassNames, loadClasses } from '#/server/services/queues/classes.ts';
import { type QueueRow, requireQueue } from '#/server/services/queues/require.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { chosenStatement, filteredStatement } from './items.ts';
import { requireGrid } from './requireGrid.ts';
import { bulkView } from './view.ts';

/** Samples that one bulk takes at most. */
const most = 1_000_000;

/**
 * Fixes which samples a bulk is about and what it would say of each, and draws the ones to be answered singly. Nothing is
 * decided yet. Left out from the start: samples that somebody has decided, and, of a keep, those without a given label.
 * @throws ErrataError bad_input for a class that is none, or when nothing is left; forbidden; too_large
 */
export async function startBulk({ ctx, input }: { ctx: Ctx; input: StartBulk & { slug: string } }): Promise<BulkView> {
  const { userId } = requireReader(ctx);
  const { dataset, role } = await requireDataset(ctx, input.slug, 'items' in input.what ? 'review' : 'lead');
  const classes = await loadClasses(ctx.sql, dataset.id);
  const chosen = 'items' in input.what && !roleHas(role, 'lead');
  const queue = chosen
    ? (await requireGrid(ctx, dataset, input.queueId)).queue
    : await queueOf(ctx, dataset.id, input.what);
  const seed = randomUUID();
  const id = await inTransaction(ctx.sql, async (tx) => {
    const filter = 'filter' in input.what ? input.what.filter : null;
    const [made] = await tx<{ id: number }[]>`
      insert into bulk (dataset_id, user_id, filter, bound, seed, samples, to_check)
      values (${dataset.id}, ${userId}, ${filter === null ? null : tx.json(filter)}, ${input.bound}, ${seed}, 0, 0) returning id`;
    const about = { bulkId: made!.id, datasetId: dataset.id, roundId: dataset.roundId, seed, classes, queue };
    if ('items' in input.what) {
      const items = input.what.items.map((i) => ({ ...said(i, classes), sampleId: Number(i.sampleId) }));
      await chosenStatement(tx, about, items);
    } else await filteredStatement(tx, about, input.what.filter, said(input.what.decision, classes));
    const [{ n } = { n: 0 }] = await tx<{ n: number }[]>`
      select count(*)::int as n from bulk_item where bulk_id = ${made!.id}`;
    if (n === 0)
      throw new ErrataError('bad_input', 'Nothing is left to decide here: every sample that fits has been decided.');
    if (n > most)
      throw new ErrataError('too_large', `${n.toLocaleString('en')} samples fit; narrow the filter to a million.`);
    await tx`update bulk set samples = ${n}, to_check = ${checksNeeded(n, input.bound)} where id = ${made!.id}`;
    return made!.id;
  });
  const [row] = await ctx.db.select().from(bulk).where(eq(bulk.id, id));
  return bulkView(ctx, row!, dataset.slug);
}

/** The queue that a filter names. */
async function queueOf(ctx: Ctx, datasetId: number, what: StartBulk['what']): Promise<QueueRow | undefined> {
  if (!('filter' in what) || what.filter.queueId === undefined) return undefined;
  const { queue } = await requireQueue(ctx, what.filter.queueId, 'lead');
  if (queue.datasetId !== datasetId) throw new ErrataError('bad_input', 'This queue is of another dataset.');
  return queue;
}

/** @throws ErrataError bad_input for a label that cannot be chosen */
function said({ verdict, label, reason }: BulkVerdict, classes: ClassNames) {
  if (verdict !== 'relabel') return { verdict, label: null, reason: verdict === 'exclude' ? (reason ?? null) : null };
  const index = classes.indexOf(label ?? '');
  if (index === null)
    throw new ErrataError('bad_input', `“${label}” is not a class of this dataset; choose one of its classes.`);
  return { verdict, label: index, reason: null };
}
