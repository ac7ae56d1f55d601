import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { dataset, event, exportVersion, job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ExportFormat, ExportPolicy, ExportView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { loadClassStates } from '#/server/services/queues/classes.ts';
import { fileKind } from './encode.ts';
import { getExport } from './get.ts';
import { checkFormat } from './relation.ts';

/**
 * Fixes a new version (the log so far, the published round, the policy) and starts the job that writes its file.
 * @throws ErrataError conflict before the dataset's first round
 */
export async function createExport({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; format: ExportFormat; policy: ExportPolicy };
}): Promise<ExportView> {
  const { dataset: found } = await requireDataset(ctx, input.slug, 'lead');
  checkFormat(input.format, found.task);
  const id = randomUUID();
  const jobId = randomUUID();
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : 'system';
  await ctx.db.transaction(async (tx) => {
    // Under the row's lock no decision comes in between: watermark and count belong together, and versions have no gaps.
    const [now] = await tx.select().from(dataset).where(eq(dataset.id, found.id)).for('update');
    if (!now || now.roundId === null)
      throw new ErrataError('conflict', 'The dataset has no round yet; export it once it is ready.');
    const [last] = await tx
      .select({ version: sql<number>`coalesce(max(${exportVersion.version}), 0)::int` })
      .from(exportVersion)
      .where(eq(exportVersion.datasetId, now.id));
    const version = (last?.version ?? 0) + 1;
    await tx.insert(exportVersion).values({
      id,
      datasetId: now.id,
      version,
      format: input.format,
      policy: input.policy,
      watermark: now.eventSeq,
      decisions: now.decisions,
      roundId: now.roundId,
      classes: await loadClassStates(ctx.sql, now.id),
      fileName: `${now.slug}-v${version}.${fileKind(input.format, now).extension}`,
      createdBy,
    });
    await tx.insert(job).values({
      id: jobId,
      kind: 'export',
      datasetId: now.id,
      message: 'Waiting for a worker.',
      payload: { exportId: id },
    });
    const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    await tx
      .insert(event)
      .values({ datasetId: now.id, userId, kind: 'export', detail: { version, format: input.format } });
  });
  await publish(ctx.sql, { type: 'job', datasetId: found.id, jobId });
  await ctx.enqueue('export', { jobId, datasetId: found.id });
  return getExport({ ctx, input: { id } });
}
