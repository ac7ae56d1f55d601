import type { Ctx } from '#/server/context.ts';
import { requireReader } from './reader.ts';

/** Passes a sample on: it goes back to the queue for others, and to this reader no more. Not a decision. */
export async function skipSample({ ctx, input }: { ctx: Ctx; input: { leaseId: string } }): Promise<{ ok: true }> {
  const { userId } = requireReader(ctx);
  await ctx.sql`
    with ended as (
      update lease set ended_at = now(), ended_by = 'skipped'
      where id = ${input.leaseId} and user_id = ${userId} and ended_at is null returning sample_id
    )
    insert into skip (sample_id, user_id) select sample_id, ${userId} from ended on conflict do nothing`;
  return { ok: true };
}
