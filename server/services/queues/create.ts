import { createHash } from 'node:crypto';
import { and, eq, sql as raw } from 'drizzle-orm';
import { queue } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { publishedStudy, type StoredPolicy } from '#/server/domain/queuePolicy.ts';
import type { QueueView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { doubtedBelow } from '#/server/services/rounds/scoreTable.ts';
import { assignPeople } from './assign.ts';
import { type ClassNames, loadClasses } from './classes.ts';
import { signalPosition } from './order.ts';
import { describe, requirePolicy } from './policy.ts';
import { queueView } from './view.ts';

interface CreateQueue {
  slug: string;
  name?: string;
  orderBy?: string;
  filter: { given?: string; suggested?: string };
  preset?: 'published-study';
  policy?: StoredPolicy;
  people?: string[] | null;
}

/**
 * A queue of one cell (or row, or column) of the noise matrix, or of all samples, read as its policy says. The same
 * filter, order and policy give the same queue again.
 * @throws ErrataError bad_input for an unknown class or signal
 */
export async function createQueue({ ctx, input }: { ctx: Ctx; input: CreateQueue }): Promise<QueueView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const classes = await loadClasses(ctx.sql, dataset.id);
  const { given, suggested } = input.filter;
  const orderBy = input.orderBy ?? 'suspicion';
  if (orderBy !== 'suspicion') signalPosition(orderBy);
  for (const label of [given, suggested]) requireClass(classes, label);
  const cell = given !== undefined && suggested !== undefined;
  const filter = {
    ...(given === undefined ? {} : { given }),
    ...(suggested === undefined ? {} : { suggested }),
    // A cell counts what is doubted, so its queue holds that and no more.
    ...(cell ? { pGivenBelow: doubtedBelow } : {}),
  };
  const policy = { ...(input.preset ? publishedStudy : {}), ...input.policy };
  const checked = requirePolicy(policy);
  const isPlain = Object.keys(policy).length === 0;
  const digest = createHash('sha256')
    .update(JSON.stringify([orderBy, given ?? null, suggested ?? null, ...(isPlain ? [] : [policy])]))
    .digest('hex');
  const key = `cell-${digest.slice(0, 16)}`;
  const made = await ctx.db
    .insert(queue)
    .values({
      datasetId: dataset.id,
      key,
      name: input.name ?? nameOf(filter),
      description: describe(checked),
      policy,
      restricted: input.people != null,
      orderBy,
      filter,
      position: raw`(select coalesce(max(position), 0) + 1 from queue where dataset_id = ${dataset.id})`,
    })
    .onConflictDoNothing()
    .returning({ name: queue.name });
  if (made[0])
    await recordEvent(ctx.db, ctx, {
      kind: 'queue.created',
      datasetId: dataset.id,
      detail: { name: made[0].name, filter },
    });
  const [row] = await ctx.db
    .select()
    .from(queue)
    .where(and(eq(queue.datasetId, dataset.id), eq(queue.key, key)));
  if (!row) throw new ErrataError('conflict', 'The queue could not be made; try again.');
  if (input.people) await assignPeople(ctx.db, row.id, input.people);
  return queueView(ctx.sql, dataset, row, classes);
}

function requireClass(classes: ClassNames, label: string | undefined): void {
  if (label !== undefined && classes.members(label).length === 0)
    throw new ErrataError('bad_input', `“${label}” is not a class of this dataset.`);
}

function nameOf({ given, suggested }: { given?: string; suggested?: string }): string {
  if (given !== undefined && suggested !== undefined) return `${given}, rather ${suggested}`;
  if (given !== undefined) return `Labelled ${given}`;
  return suggested === undefined ? 'All samples' : `Rather ${suggested}`;
}
