import { and, eq, sql } from 'drizzle-orm';
import { dataset, encoding, job } from '#/db/schema/index.ts';
import { sharedMatrix } from '#/ml/threads/shared-matrix.ts';
import type { Compute } from '#/server/compute/types.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { publish } from '#/server/services/live/publish.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { loadRows } from '#/server/services/rounds/rows.ts';
import { encodeDataset } from './encode.ts';
import { storeGeometry } from './geometry.ts';
import { neighborCount, writeNeighbors } from './neighbors.ts';
import { readShards } from './shards.ts';

const seed = 0;

/**
 * The job `encode`: features, then geometry, then the nearest samples, then the first round is asked for. Each step is
 * kept when it is done, so a job that was killed goes on with the first step that is missing.
 */
export async function runEncoding({ ctx, compute, run }: { ctx: Ctx; compute: Compute; run: JobRun }): Promise<void> {
  const { datasetId } = run;
  const [set] = await ctx.db
    .update(dataset)
    .set({ state: 'encoding', message: null })
    .where(and(eq(dataset.id, datasetId), sql`${dataset.roundId} is null`))
    .returning();
  if (!set) return;
  await publish(ctx.sql, { type: 'dataset', datasetId });
  const encoded = await encodeDataset({ ctx, compute, dataset: set, seed }, (f, m) => run.progress(0.6 * f, m));
  if (!encoded.row.geometry) {
    const features = encoded.features ? sharedMatrix(encoded.features) : await readShards(ctx.blobs, encoded.row);
    // Where it was copied, the memory of the original is needed.
    encoded.features = null;
    const { groups } = await loadRows(ctx.sql, datasetId);
    const made = await compute.geometry({ features, groups, neighbors: neighborCount, seed }, (f, m) =>
      run.progress(0.6 + 0.35 * f, m),
    );
    run.progress(0.95, 'Storing the geometry.');
    await writeNeighbors(ctx.sql, datasetId, made.nearest);
    // The planner has to know the new rows before anyone reviews them; autovacuum would tell it a minute later.
    await ctx.sql`analyze neighbors`;
    await ctx.sql`analyze sample (id, dataset_id, row, external_id, given_class, audit_rank)`;
    await ctx.db
      .update(encoding)
      .set({
        geometry: await storeGeometry(ctx.blobs, made.saved),
        durations: { ...encoded.row.durations, ...made.durations },
      })
      .where(eq(encoding.id, encoded.row.id));
  }
  const [scoring] = await ctx.db
    .update(dataset)
    .set({ encodingId: encoded.row.id, state: 'scoring' })
    .where(eq(dataset.id, datasetId))
    .returning({ id: dataset.id });
  if (!scoring) throw new ErrataError('not_found', 'The dataset was deleted while it was being encoded.');
  await publish(ctx.sql, { type: 'dataset', datasetId });
  // Killed right here and run again, it finds the round it asked for.
  const asked = await ctx.db.$count(job, and(eq(job.datasetId, datasetId), eq(job.kind, 'round')));
  if (!asked) await requestRound({ ctx, datasetId, trigger: 'import' });
}
