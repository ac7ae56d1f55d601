import type { Ctx } from '#/server/context.ts';
import type { QuestionSetView } from '#/server/domain/question.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { type LoadedSet, loadSets } from './sets.ts';

/** The questions of every class, in the order of the classes. */
export async function listQuestions({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<QuestionSetView[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const [classes, sets] = await Promise.all([loadClasses(ctx.sql, dataset.id), loadSets(ctx, dataset.id, 'classes')]);
  const bySet = new Map(sets.map((s) => [s.classIndex, s]));
  return classes.names.map((label, classIndex) => setView(label, classIndex, bySet.get(classIndex) ?? null));
}

export function setView(label: string, classIndex: number, set: LoadedSet | null): QuestionSetView {
  return {
    label,
    classIndex,
    version: set?.version ?? 0,
    writtenBy: set?.writtenBy ?? null,
    createdAt: set?.createdAt.toISOString() ?? null,
    questions: (set?.questions ?? []).map(({ id, kind, text, expected }) => ({ id, kind, text, expected })),
    synonyms: set?.synonyms ?? [],
  };
}
