import { and, desc, eq, getTableColumns, ne } from 'drizzle-orm';
import { round } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { RoundView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { inTurn } from '#/server/services/review/turns.ts';
import { roundView } from './view.ts';

// A noise matrix has a number for every pair of classes.
const { noiseMatrix: _, methodHash: __, warmState: ___, ...shown } = getTableColumns(round);

/** Finished rounds, newest first. One that still runs is seen as a job: it has no scores, so it is not a round yet. */
export function listRounds({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<RoundView[]> {
  return inTurn(ctx.quick, 'look', () => list(ctx, input.slug));
}

async function list(ctx: Ctx, slug: string): Promise<RoundView[]> {
  const { dataset } = await requireDataset(ctx, slug, 'inspect');
  const rows = await ctx.db
    .select(shown)
    .from(round)
    .where(and(eq(round.datasetId, dataset.id), ne(round.state, 'running')))
    .orderBy(desc(round.number));
  return rows.map((row) => roundView(row, dataset.samples));
}
