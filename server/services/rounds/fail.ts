import { and, eq } from 'drizzle-orm';
import { round } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { publish } from '#/server/services/live/publish.ts';

/** Ends the dataset's unfinished round for good; the published one stands. */
export async function failRound(ctx: Pick<Ctx, 'db' | 'sql'>, datasetId: number): Promise<void> {
  const failed = await ctx.db
    .update(round)
    .set({ state: 'failed' })
    .where(and(eq(round.datasetId, datasetId), eq(round.state, 'running')))
    .returning({ id: round.id });
  for (const { id } of failed) await publish(ctx.sql, { type: 'round', datasetId, roundId: id });
}
