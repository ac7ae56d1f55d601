import type { Ctx } from '#/server/context.ts';
import { type Collected, collectBlobs } from './collect.ts';

const hour = 3_600_000;
/** What is younger may belong to an import that runs, or to somebody who has not gone on yet. */
const graceMilliseconds = 7 * 24 * hour;

/**
 * Collects what is unused, once a day whichever worker asks first.
 * @returns null when another one has done so in the last day
 */
export async function collectNightly({ ctx }: { ctx: Ctx; input: undefined }): Promise<Collected | null> {
  const claimed = await ctx.sql`
    insert into server_state (key, value) values ('blobs.collected', 'true')
    on conflict (key) do update set at = now() where server_state.at < now() - interval '23 hours' returning key`;
  return claimed.length === 0 ? null : collectBlobs({ ctx, input: { graceMilliseconds } });
}
