import { eq } from 'drizzle-orm';
import { dataset, job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { JobView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { jobView } from './view.ts';

/** One job as its dataset's readers may see it. @throws not_found also where the dataset is hidden from the actor. */
export async function getJob({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<JobView> {
  const [found] = await ctx.db
    .select({ job, slug: dataset.slug })
    .from(job)
    .leftJoin(dataset, eq(dataset.id, job.datasetId))
    .where(eq(job.id, input.id));
  if (!found?.slug) throw new ErrataError('not_found', `There is no job ${input.id}.`);
  await requireDataset(ctx, found.slug, 'read');
  return jobView(found.job, found.slug);
}
