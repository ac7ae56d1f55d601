import { eq, sql } from 'drizzle-orm';
import { dataset, job, model } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { onDisk } from '#/server/services/imports/inputFiles.ts';
import { ProblemList } from '#/server/services/imports/problems.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { createQueuesFor } from '#/server/services/rounds/defaultQueues.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { likeliest, type Predictions, storePredictions } from './predictions.ts';
import { readModels } from './readModels.ts';
import type { ReadModel } from './readTable.ts';
import { knownRows } from './rows.ts';
import type { ModelFiles } from './start.ts';
import { modelsOf, storeVotes, votesCount } from './votes.ts';

/**
 * The body of the job `models`: reads every file, checks all of it, then adds all models in one transaction and asks for
 * a round that learns what they doubt.
 * @throws ErrataError bad_input with file and line: nothing is added then
 */
export async function runModelImport({ ctx, run }: { ctx: Ctx; run: JobRun }): Promise<void> {
  const { datasetId, jobId, progress, signal } = run;
  // Killed between the commit and the end of the job: nothing is left to do.
  if (run.payload.added === true) return;
  const { files, idColumn, createdBy } = run.payload as unknown as ModelFiles;
  const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
  if (!set) throw new ErrataError('not_found', 'The dataset was removed before the models were added.');
  progress(0, 'Reading the ids of the samples');
  const rows = await knownRows(ctx.sql, datasetId, set.samples);
  const { names: classes } = await loadClasses(ctx.sql, datasetId);
  const problems = new ProblemList();
  const notes: string[] = [];
  const found = await readModels(await onDisk(ctx, files), {
    rows,
    classes,
    given: rows.given,
    idColumn,
    problems,
    notes,
    onRow(n) {
      if (n % 1000) return;
      signal.throwIfAborted();
      progress(0.05 + (0.7 * n) / Math.max(n, set.samples), `Read ${n.toLocaleString('en')} rows`);
    },
  });
  checkNames(
    found,
    (await modelsOf(ctx.db, datasetId)).map((m) => m.name),
    problems,
  );
  if (problems.count > 0) throw problems.error();
  const stored: (typeof model.$inferInsert)[] = [];
  for (const { name, fileName, predictions } of found) {
    signal.throwIfAborted();
    progress(0.75 + (0.15 * stored.length) / found.length, `Storing ${name}`);
    stored.push({
      datasetId,
      name,
      fileName,
      kind: predictions.kind,
      predictions: await storePredictions(ctx, predictions),
      covered: coverage(predictions),
      createdBy,
    });
  }
  progress(0.9, 'Counting who disagrees');
  await ctx.db.transaction(async (tx) => {
    await tx.select({ id: dataset.id }).from(dataset).where(eq(dataset.id, datasetId)).for('no key update');
    await tx.insert(model).values(stored);
    await storeVotes(tx, ctx, { datasetId, given: rows.given });
    const all = await modelsOf(tx, datasetId);
    await createQueuesFor(tx, datasetId, [
      ...(all.some((m) => m.kind === 'probabilities') ? (['ownProbabilities'] as const) : []),
      ...(votesCount(all) ? (['modelsAgainst'] as const) : []),
    ]);
    await tx
      .update(job)
      .set({
        problems: notes.map((message) => ({ message })),
        payload: sql`${job.payload} || '{"added": true}'::jsonb`,
      })
      .where(eq(job.id, jobId));
  });
  await requestRound({ ctx, datasetId, trigger: 'demand' });
  progress(1, `${stored.length === 1 ? '1 model is' : `${stored.length} models are`} added.`);
}

function checkNames(found: readonly ReadModel[], taken: readonly string[], problems: ProblemList): void {
  const names = new Set(taken);
  for (const { name, fileName } of found) {
    if (names.has(name))
      problems.add({
        file: fileName,
        message: taken.includes(name)
          ? `there is a model called “${name}” already; remove it first, or name this one differently.`
          : `two models are called “${name}”; name them differently.`,
      });
    names.add(name);
  }
}

function coverage(predictions: Predictions): number {
  const labels = predictions.kind === 'labels' ? predictions.labels : likeliest(predictions.matrix);
  return labels.reduce((sum, label) => sum + (label < 0 ? 0 : 1), 0);
}
