import { and, asc, eq, inArray, isNotNull, isNull, max, sql } from 'drizzle-orm';
import { question, questionSet } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { QuestionSetDraft } from '#/server/domain/question.ts';

export type QuestionRow = typeof question.$inferSelect;
export interface LoadedSet {
  id: number;
  classIndex: number | null;
  sampleId: number | null;
  version: number;
  synonyms: string[];
  writtenBy: string | null;
  createdAt: Date;
  questions: QuestionRow[];
}

/** What a set is about: a class, or a sample with its caption. */
export type About = { classIndex: number } | { sampleId: number };

/** The current sets of a dataset's classes, or of these samples' captions. */
export async function loadSets(
  ctx: Pick<Ctx, 'db'>,
  datasetId: number,
  of: 'classes' | { sampleIds: number[] },
): Promise<LoadedSet[]> {
  const which =
    of === 'classes' ? isNotNull(questionSet.classIndex) : inArray(questionSet.sampleId, of.sampleIds.concat(-1));
  const sets = await ctx.db
    .select()
    .from(questionSet)
    .where(and(eq(questionSet.datasetId, datasetId), isNull(questionSet.retiredAt), which))
    .orderBy(asc(questionSet.classIndex));
  const questions = await ctx.db
    .select()
    .from(question)
    .where(inArray(question.setId, sets.map((s) => s.id).concat(-1)))
    .orderBy(asc(question.position));
  return sets.map((s) => ({ ...s, questions: questions.filter((q) => q.setId === s.id) }));
}

/** Stores the next version of a set and retires the one before; evidence keeps the questions it was made with. */
export async function storeSet(
  ctx: Pick<Ctx, 'db'>,
  datasetId: number,
  about: About,
  draft: QuestionSetDraft,
  by: { userId: string | null; writtenBy: string | null },
): Promise<LoadedSet> {
  const same =
    'classIndex' in about ? eq(questionSet.classIndex, about.classIndex) : eq(questionSet.sampleId, about.sampleId);
  const here = and(eq(questionSet.datasetId, datasetId), same);
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockSpace}, ${datasetId})`);
    const [last] = await tx
      .select({ version: max(questionSet.version) })
      .from(questionSet)
      .where(here);
    await tx
      .update(questionSet)
      .set({ retiredAt: sql`now()` })
      .where(and(here, isNull(questionSet.retiredAt)));
    const [made] = await tx
      .insert(questionSet)
      .values({ datasetId, ...about, version: (last?.version ?? 0) + 1, synonyms: draft.synonyms, ...by })
      .returning();
    const questions = await tx
      .insert(question)
      .values(draft.questions.map((q, position) => ({ ...q, setId: made!.id, position })))
      .returning();
    return { ...made!, questions };
  });
}

/** Writers of one dataset's questions take turns. */
const lockSpace = 731_457;
