import { eq } from 'drizzle-orm';
import { event, queue } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { StoredPolicy } from '#/server/domain/queuePolicy.ts';
import type { QueueView } from '#/server/domain/views.ts';
import { assignPeople } from './assign.ts';
import { loadClasses } from './classes.ts';
import { describe, requirePolicy } from './policy.ts';
import { requireQueue } from './require.ts';
import { queueView } from './view.ts';

interface UpdateQueue {
  queueId: string;
  name?: string;
  policy?: StoredPolicy;
  /** Only for these; null: for everybody who reviews; undefined: as before. */
  people?: string[] | null;
}

/**
 * Changes how a queue is read, and by whom. Decisions keep what was asked for when they were taken; samples not yet
 * agreed on follow the new policy from their next reader on.
 * @throws ErrataError bad_input for a policy that contradicts itself, or a person there is not
 */
export async function updateQueue({ ctx, input }: { ctx: Ctx; input: UpdateQueue }): Promise<QueueView> {
  const { queue: row, dataset } = await requireQueue(ctx, input.queueId, 'lead');
  const { name = row.name, people } = input;
  const policy = { ...row.policy, ...input.policy };
  const checked = requirePolicy(policy);
  const description = input.policy ? describe(checked) : row.description;
  const restricted = people === undefined ? row.restricted : people !== null;
  const updated = await ctx.db.transaction(async (tx) => {
    if (people !== undefined) await assignPeople(tx, row.id, people ?? []);
    await tx.insert(event).values({
      datasetId: dataset.id,
      userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      kind: 'queue.changed',
      detail: { queue: row.id, name, policy: input.policy ?? null, people: people ?? null },
    });
    const [now] = await tx
      .update(queue)
      .set({ name, policy, description, restricted })
      .where(eq(queue.id, row.id))
      .returning();
    return now ?? row;
  });
  return queueView(ctx.sql, dataset, updated, await loadClasses(ctx.sql, dataset.id));
}
