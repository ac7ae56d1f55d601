import type { Ctx } from '#/server/context.ts';
import { readPolicy } from '#/server/domain/queuePolicy.ts';
import type { QueueSettings } from '#/server/domain/teamViews.ts';
import { requireQueue } from './require.ts';

/** A queue's policy, who it is for, and who could be asked. */
export async function queueSettings({ ctx, input }: { ctx: Ctx; input: { queueId: string } }): Promise<QueueSettings> {
  const { queue, dataset } = await requireQueue(ctx, input.queueId, 'lead');
  // An account's role, or the one it has on this dataset.
  const people = await ctx.sql<QueueSettings['people']>`
    select u.id, u.name, exists (select from assignment a where a.queue_id = ${queue.id} and a.user_id = u.id) as assigned
    from "user" u left join membership m on m.user_id = u.id and m.dataset_id = ${dataset.id}
    where u.active and (u.role = 'admin' or coalesce(m.role, u.role) in ('admin', 'lead', 'annotator'))
    order by u.name, u.id`;
  return {
    id: String(queue.id),
    name: queue.name,
    policy: readPolicy(queue.policy),
    restricted: queue.restricted,
    people: [...people],
  };
}
