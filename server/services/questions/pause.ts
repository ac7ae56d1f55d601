import { and, eq, inArray, sql } from 'drizzle-orm';
import { questionRun } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { QuestionRunView, RunBudget } from '#/server/domain/question.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { requireRun, runView } from './runs.ts';
import { handOver } from './start.ts';

/** Pauses a run: calls under way are still answered and stored, no further one is sent. */
export async function pauseQuestionRun({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; id: number };
}): Promise<QuestionRunView> {
  const run = await requireRun(ctx, input);
  const by = ctx.actor.kind === 'user' ? ctx.actor.name : 'the server';
  const paused = await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(questionRun)
      .set({ state: 'paused', note: `Paused by ${by}.`, finishedAt: sql`now()` })
      .where(and(eq(questionRun.id, run.id), eq(questionRun.state, 'running')))
      .returning();
    const detail = { run: run.id };
    if (row) await recordEvent(tx, ctx, { kind: 'questions.paused', datasetId: run.datasetId, detail });
    return row;
  });
  return runView(paused ?? run);
}

/** Goes on with a paused run, or with a stopped one under a larger budget. What was answered is not asked again. */
export async function resumeQuestionRun({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; id: number; budget?: RunBudget };
}): Promise<QuestionRunView> {
  const run = await requireRun(ctx, input);
  const going = await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(questionRun)
      .set({ state: 'running', note: null, finishedAt: null, ...(input.budget ? { budget: input.budget } : {}) })
      .where(
        and(
          eq(questionRun.id, run.id),
          inArray(questionRun.state, ['paused', 'stopped']),
          sql`not exists (select from question_run o where o.dataset_id = ${run.datasetId} and o.state = 'running')`,
        ),
      )
      .returning();
    if (!row) throw new ErrataError('conflict', 'This run has ended, or another one is under way.');
    const detail = { run: run.id, ...(input.budget ? { budget: input.budget } : {}) };
    await recordEvent(tx, ctx, { kind: 'questions.resumed', datasetId: run.datasetId, detail });
    return row;
  });
  return handOver(ctx, going);
}
