import { and, eq } from 'drizzle-orm';
import { answer } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { QuestionSetDraft } from '#/server/domain/question.ts';
import type { Prompt, VisionModel } from '#/server/providers/model.ts';
import type { Ask } from './asker.ts';
import { promptHash, readWritten } from './prompts.ts';

/** Replies of the wrong shape before a class is left to its lead. */
const replies = 3;

/**
 * Has a model write the questions for a label or a caption. A reply of the wrong shape is asked for anew, since it would
 * be remembered otherwise. Null when the model does not manage.
 * @param label must not occur in the general questions; null for a caption.
 */
export async function askForQuestions(
  ctx: Pick<Ctx, 'db'>,
  { ask, model, signal }: { ask: Ask; model: VisionModel; signal: AbortSignal },
  prompt: Prompt,
  label: string | null,
): Promise<QuestionSetDraft | null> {
  const key = { image: '', prompt: promptHash(prompt) };
  for (let n = 0; n < replies; n++) {
    const text = await ask(key, () => model.ask!(prompt, signal));
    const draft = text === null ? null : readWritten(text, label);
    if (draft) return draft;
    await ctx.db
      .delete(answer)
      .where(and(eq(answer.image, key.image), eq(answer.prompt, key.prompt), eq(answer.model, model.id)));
  }
  return null;
}
