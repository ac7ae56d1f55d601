import { event } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type QuestionSetDraft, type QuestionSetView, questionSetDraftSchema } from '#/server/domain/question.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { setView } from './list.ts';
import { storeSet } from './sets.ts';

/**
 * Stores a class's questions as its next version. Evidence collected with earlier ones stays until a run asks again.
 * @throws ErrataError bad_input for an unknown class, or a specific question without an expected answer.
 */
export async function saveQuestions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; label: string } & QuestionSetDraft;
}): Promise<QuestionSetView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const classes = await loadClasses(ctx.sql, dataset.id);
  const classIndex = classes.indexOf(input.label);
  if (classIndex === null) throw new ErrataError('bad_input', `“${input.label}” is not a class of this dataset.`);
  const draft = questionSetDraftSchema.parse({ questions: input.questions, synonyms: input.synonyms });
  for (const q of draft.questions)
    if ((q.kind === 'specific') !== (q.expected !== null))
      throw new ErrataError(
        'bad_input',
        `“${q.text}”: a specific question expects yes or no, a general one expects the label.`,
      );
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const set = await storeSet(ctx, dataset.id, { classIndex }, draft, { userId, writtenBy: null });
  await ctx.db.insert(event).values({
    datasetId: dataset.id,
    userId,
    kind: 'questions.saved',
    detail: { label: input.label, version: set.version },
  });
  return setView(input.label, classIndex, set);
}
