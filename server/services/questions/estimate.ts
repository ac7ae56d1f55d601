import { and, eq, sql } from 'drizzle-orm';
import { questionRun } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import type { RunEstimate } from '#/server/domain/question.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';
import { openModel } from '#/server/services/providers/open.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { type Candidate, candidateIds, readCandidates } from './candidates.ts';
import { askPrompt, promptHash } from './prompts.ts';
import { meanTokens, priceOf } from './purse.ts';
import { type LoadedSet, loadSets } from './sets.ts';

/** Questions of a class, or a caption, whose questions are yet to be written. */
const toBeWritten = { all: 6, general: 2 };
/** Candidates looked at; beyond, the last known share of a question's cost is carried on. */
const most = 100_000;

/** What asking about the `samples` most doubted pictures would take. Nothing is asked. */
export async function estimateRun({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; samples: number };
}): Promise<RunEstimate> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const roundId = requireRound(dataset);
  const { model, limits } = await openModel(ctx, dataset.id);
  const chooses = model.compare !== null;
  const [ids, classes, sets] = await Promise.all([
    candidateIds(ctx.sql, { datasetId: dataset.id, roundId, model: model.id, chooses, limit: most, planned: true }),
    loadClasses(ctx.sql, dataset.id),
    loadSets(ctx, dataset.id, 'classes'),
  ]);
  const chosen = await readCandidates(ctx.sql, ids.slice(0, input.samples));
  const bySet = new Map(sets.map((s) => [s.classIndex, s]));
  const captions = chosen.some((c) => c.caption !== null);
  const withoutQuestions = chooses || captions ? [] : classes.names.filter((_, i) => !bySet.has(i));
  const known = chooses ? 0 : await knownAnswers(ctx, model.id, chosen, bySet);
  const asked = sum(chosen, (c) =>
    chooses ? 1 : c.caption === null ? questionsOf(bySet, c).all : toBeWritten.all + 1,
  );
  const judged = chooses ? 0 : sum(chosen, (c) => questionsOf(bySet, c).general);
  const calls = withoutQuestions.length + asked - known;
  const measured = await measuredTokens(ctx, dataset.id, model.id);
  const mean = meanTokens(measured);
  const tokens = { inputTokens: calls * mean.input, outputTokens: calls * mean.output };
  return {
    samples: chosen.length,
    candidates: ids.length,
    calls,
    callsAtMost: calls + judged,
    tokens: Math.round(tokens.inputTokens + tokens.outputTokens),
    money: priceOf(tokens, limits),
    measured: measured.calls > measured.failed,
    withoutQuestions,
  };
}

/** @throws ErrataError conflict where nothing is scored yet, bad_input where samples are no pictures. */
export function requireRound(dataset: DatasetRow): number {
  if (!hasPictures(dataset.task)) throw new ErrataError('bad_input', `“${dataset.name}” has no pictures to ask about.`);
  if (dataset.roundId === null)
    throw new ErrataError(
      'conflict',
      `“${dataset.name}” has no scores yet; the most doubted pictures are asked about first.`,
    );
  return dataset.roundId;
}

function questionsOf(sets: Map<number | null, LoadedSet>, { given, caption }: Candidate) {
  const set = caption === null ? sets.get(given) : undefined;
  if (!set) return toBeWritten;
  return { all: set.questions.length, general: set.questions.filter((q) => q.kind === 'general').length };
}

/** Answers of these pictures' current questions that are remembered already. */
async function knownAnswers(ctx: Ctx, model: string, chosen: Candidate[], sets: Map<number | null, LoadedSet>) {
  let known = 0;
  for (const set of sets.values()) {
    const images = chosen.filter((c) => c.caption === null && c.given === set.classIndex).map((c) => c.image);
    if (images.length === 0) continue;
    const prompts = set.questions.map((q) => promptHash(askPrompt(q.kind, q.text)));
    const [row] = await ctx.sql<{ known: number }[]>`
      select count(*)::int as known from answer a
      join unnest(${images}::text[]) as i(image) using (image)
      where a.model = ${model} and a.prompt = any(${prompts}::text[])`;
    known += row?.known ?? 0;
  }
  return known;
}

async function measuredTokens(ctx: Ctx, datasetId: number, model: string) {
  const total = (column: string) => sql<number>`coalesce(sum(${sql.identifier(column)}), 0)::float8`;
  const [row] = await ctx.db
    .select({
      calls: total('calls'),
      failed: total('failed'),
      inputTokens: total('input_tokens'),
      outputTokens: total('output_tokens'),
    })
    .from(questionRun)
    .where(and(eq(questionRun.datasetId, datasetId), eq(questionRun.model, model)));
  return row!;
}

function sum<T>(list: T[], value: (item: T) => number): number {
  return list.reduce((total, item) => total + value(item), 0);
}
