import { and, eq } from 'drizzle-orm';
import { dataset as datasetTable, event, questionRun } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { QuestionRunView, RunBudget } from '#/server/domain/question.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { createJob } from '#/server/services/jobs/create.ts';
import { openModel } from '#/server/services/providers/open.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requireRound } from './estimate.ts';
import { runView } from './runs.ts';

interface StartRun {
  slug: string;
  /** At most so many pictures, the most doubted first; 0 only has questions written. */
  samples: number;
  budget: RunBudget;
  /** Classes whose questions are written where they have none; all by default. */
  labels?: string[];
}

/**
 * Starts asking. Questions that are missing are written first, within the same budget.
 * @throws ErrataError conflict while another run is under way, or without a model.
 */
export async function startQuestionRun({ ctx, input }: { ctx: Ctx; input: StartRun }): Promise<QuestionRunView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  requireRound(dataset);
  const { model } = await openModel(ctx, dataset.id);
  const classes = await loadClasses(ctx.sql, dataset.id);
  // Captions have questions of their own, written one by one.
  const labels = input.labels ?? (dataset.task === 'image-text' ? [] : classes.names);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const run = await ctx.db.transaction(async (tx) => {
    await tx.select({ id: datasetTable.id }).from(datasetTable).where(eq(datasetTable.id, dataset.id)).for('update');
    const [other] = await tx
      .select()
      .from(questionRun)
      .where(and(eq(questionRun.datasetId, dataset.id), eq(questionRun.state, 'running')));
    if (other) throw new ErrataError('conflict', 'A run is under way. Pause it first, or wait for its end.');
    const [made] = await tx
      .insert(questionRun)
      .values({
        datasetId: dataset.id,
        kind: input.samples > 0 ? 'ask' : 'write',
        model: model.id,
        budget: input.budget,
        samples: input.samples,
        classes: labels.flatMap((label) => classes.indexOf(label) ?? []),
        startedBy: userId,
      })
      .returning();
    await tx.insert(event).values({
      datasetId: dataset.id,
      userId,
      kind: 'questions.run',
      detail: { run: made!.id, samples: input.samples, budget: input.budget },
    });
    return made!;
  });
  return handOver(ctx, run);
}

/** Gives the run a job of its own. */
export async function handOver(ctx: Ctx, run: typeof questionRun.$inferSelect): Promise<QuestionRunView> {
  const jobId = await createJob({
    ctx,
    input: { kind: 'questions', datasetId: run.datasetId, payload: { runId: run.id } },
  });
  const [row] = await ctx.db.update(questionRun).set({ jobId }).where(eq(questionRun.id, run.id)).returning();
  return runView(row!);
}
