import { and, desc, eq } from 'drizzle-orm';
import { questionRun } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { QuestionRunView } from '#/server/domain/question.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';

type RunRow = typeof questionRun.$inferSelect;
const shown = 20;

/** The latest runs, newest first. */
export async function listQuestionRuns({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string };
}): Promise<QuestionRunView[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const rows = await ctx.db
    .select()
    .from(questionRun)
    .where(eq(questionRun.datasetId, dataset.id))
    .orderBy(desc(questionRun.id))
    .limit(shown);
  return rows.map(runView);
}

/** A run of a dataset the actor leads. @throws ErrataError not_found, forbidden */
export async function requireRun(ctx: Ctx, input: { slug: string; id: number }): Promise<RunRow> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const [row] = await ctx.db
    .select()
    .from(questionRun)
    .where(and(eq(questionRun.id, input.id), eq(questionRun.datasetId, dataset.id)));
  if (!row) throw new ErrataError('not_found', `There is no run ${input.id} in this dataset.`);
  return row;
}

export function runView(r: RunRow): QuestionRunView {
  const { id, jobId, kind, state, model, samples, samplesDone, budget, calls, failed, money, note } = r;
  return {
    ...{ id, jobId, kind, state, model, samples, samplesDone, budget, calls, failed, money, note },
    tokens: r.inputTokens + r.outputTokens,
    startedAt: r.startedAt.toISOString(),
    finishedAt: r.finishedAt?.toISOString() ?? null,
  };
}
