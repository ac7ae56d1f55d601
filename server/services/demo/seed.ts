import { randomUUID } from 'node:crypto';
import { dataset, job, serverState } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import { publish } from '#/server/services/live/publish.ts';
import { type DemoSet, demoSets } from './sets.ts';

/**
 * Creates the demo's datasets with the jobs that fill them, each once in the life of a database: a set that somebody
 * deleted does not come back, and any number of workers may call this at once.
 */
export async function seedDemo({ ctx }: { ctx: Pick<Ctx, 'db' | 'sql' | 'enqueue'> }): Promise<void> {
  const jobs: { turn: number; payload: { jobId: string; datasetId: number } }[] = [];
  for (const set of demoSets) {
    const payload = await createDemoSet(ctx, set);
    if (!payload) continue;
    jobs.push({ turn: set.turn, payload });
    await publish(ctx.sql, { type: 'dataset', datasetId: payload.datasetId });
  }
  for (const { payload } of jobs.sort((a, b) => a.turn - b.turn)) await ctx.enqueue('import', payload);
}

async function createDemoSet(ctx: Pick<Ctx, 'db'>, set: DemoSet): Promise<{ jobId: string; datasetId: number } | null> {
  return ctx.db.transaction(async (tx) => {
    const [first] = await tx
      .insert(serverState)
      .values({ key: `demo.${set.key}`, value: true })
      .onConflictDoNothing()
      .returning();
    if (!first) return null;
    const row = {
      name: set.name,
      task: set.task,
      demo: true,
      seedKey: set.key,
      settings: datasetSettingsSchema.parse(set.settings ?? {}),
      source: { ...set.source, files: [] },
    };
    // Somebody's own dataset may have the address already.
    const [plain] = await tx
      .insert(dataset)
      .values({ ...row, slug: set.slug })
      .onConflictDoNothing()
      .returning();
    const made =
      plain ??
      (
        await tx
          .insert(dataset)
          .values({ ...row, slug: `demo-${set.slug}` })
          .returning()
      )[0]!;
    const jobId = randomUUID();
    await tx.insert(job).values({
      id: jobId,
      kind: 'import',
      datasetId: made.id,
      message: 'Waiting for a worker.',
      payload: { demo: set.key },
    });
    return { jobId, datasetId: made.id };
  });
}
