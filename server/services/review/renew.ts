import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireReader } from './reader.ts';

/**
 * Starts the time of the reader's leases anew, also where it had run out and nobody else has taken the sample.
 * @throws ErrataError conflict when none of them is held any more
 */
export async function renewLeases({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { leaseIds: string[] };
}): Promise<{ expiresAt: string }> {
  const { userId } = requireReader(ctx);
  const rows = await ctx.sql<{ expires_at: Date }[]>`
    update lease l set expires_at = now() + coalesce((d.settings->>'leaseMinutes')::float8, 10) * interval '1 minute'
    from dataset d where d.id = l.dataset_id and l.id = any(array(
      select id from lease where id = any(${input.leaseIds}::text[]) and user_id = ${userId} and ended_at is null
      order by id for no key update))
    returning l.expires_at`;
  const first = rows.map((r) => r.expires_at.getTime()).sort((a, b) => a - b)[0];
  if (first === undefined)
    throw new ErrataError('conflict', 'These samples are no longer held for you; ask for the next ones.');
  return { expiresAt: new Date(first).toISOString() };
}
