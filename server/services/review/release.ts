import type { Ctx } from '#/server/context.ts';
import { requireReader } from './reader.ts';

/**
 * Hands the reader's own leases back, for whoever asks next; others' and ended ones are left as they are.
 * @param input.afterSeconds keeps them that long first: a page that is left may only be reloading, and then asks for the
 *   same samples again
 * @param input.until leaves alone what runs longer than that: the page that came after has renewed it meanwhile
 */
export async function releaseLeases({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { leaseIds: string[]; afterSeconds?: number; until?: string };
}): Promise<{ ok: true }> {
  const { userId } = requireReader(ctx);
  const { sql } = ctx;
  const change = input.afterSeconds
    ? sql`expires_at = least(expires_at, now() + ${input.afterSeconds} * interval '1 second')`
    : sql`ended_at = now(), ended_by = 'released'`;
  // What a page knows of a time is cut to milliseconds.
  const same = input.until ? sql`expires_at < ${input.until}::timestamptz + interval '1 millisecond'` : sql`true`;
  await sql`
    update lease set ${change} where id = any(array(
      select id from lease where id = any(${input.leaseIds}::text[]) and user_id = ${userId} and ended_at is null and ${same}
      order by id for no key update))`;
  return { ok: true };
}
