import type { Ctx } from '#/server/context.ts';
import { requireReader } from './reader.ts';

/** Hands the reader's own leases back, for whoever asks next; others' and ended ones are left as they are. */
export async function releaseLeases({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { leaseIds: string[] };
}): Promise<{ ok: true }> {
  const { userId } = requireReader(ctx);
  await ctx.sql`
    update lease set ended_at = now(), ended_by = 'released' where id = any(array(
      select id from lease where id = any(${input.leaseIds}::text[]) and user_id = ${userId} and ended_at is null
      order by id for no key update))`;
  return { ok: true };
}
