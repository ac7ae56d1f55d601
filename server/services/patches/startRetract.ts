import { and, eq, inArray, sql } from 'drizzle-orm';
import { job, patch } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { createJob } from '#/server/services/jobs/create.ts';

/** What the job `patch` is told where it takes a file back. */
export interface PatchRetraction {
  /** The patch's id. */
  retract: string;
  by: string | null;
}

/**
 * Starts the job that takes a file of corrections back as a whole; the log keeps both. The file can then be imported anew.
 * @throws ErrataError not_found; conflict when it was taken back already, or something is being done with it
 */
export async function startPatchRetraction({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; id: string };
}): Promise<{ dataset: string; job: string }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const [found] = await ctx.db
    .select()
    .from(patch)
    .where(and(eq(patch.datasetId, dataset.id), eq(patch.id, input.id)));
  if (!found) throw new ErrataError('not_found', 'There is no such file of corrections in this dataset.');
  if (found.retractedAt !== null) throw new ErrataError('conflict', `“${found.name}” was taken back already.`);
  const mine = sql`(${job.id} = ${found.id} or ${job.payload}->>'retract' = ${found.id})`;
  const [busy] = await ctx.db
    .select({ id: job.id })
    .from(job)
    .where(and(eq(job.datasetId, dataset.id), mine, inArray(job.state, ['queued', 'running'])));
  if (busy?.id === found.id)
    throw new ErrataError('conflict', `“${found.name}” is still being added; wait until that is done.`);
  if (busy) throw new ErrataError('conflict', `“${found.name}” is being taken back already.`);
  const by = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const payload: PatchRetraction = { retract: found.id, by };
  const id = await createJob({ ctx, input: { kind: 'patch', datasetId: dataset.id, payload: { ...payload } } });
  return { dataset: dataset.slug, job: id };
}
