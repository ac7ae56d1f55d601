import { eq } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { JobView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { jobView } from '#/server/services/jobs/view.ts';
import { requestRound } from './request.ts';

/**
 * Starts a round now, whatever was decided since the last; warm unless `mode` says cold.
 * @throws conflict before the first round has been published.
 */
export async function startRound({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; mode?: 'cold' | 'warm' };
}): Promise<JobView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  if (dataset.roundId === null)
    throw new ErrataError(
      'conflict',
      `“${dataset.name}” has no scores yet; its first round starts by itself once it is imported and encoded.`,
    );
  const id = await requestRound({ ctx, datasetId: dataset.id, trigger: 'demand', mode: input.mode });
  await recordEvent(ctx.db, ctx, {
    kind: 'round.asked',
    datasetId: dataset.id,
    detail: { mode: input.mode ?? 'warm' },
  });
  const [row] = await ctx.db.select().from(job).where(eq(job.id, id));
  return jobView(row!, dataset.slug);
}
