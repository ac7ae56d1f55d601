import { and, eq, isNull } from 'drizzle-orm';
import { comment, mention } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { roleHas } from '#/server/domain/role.ts';
import type { ThreadView } from '#/server/domain/talkViews.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { requireComment } from './requireComment.ts';
import { loadThreads } from './threads.ts';

/**
 * Takes a comment away: its author does so, or a lead. Its place in the thread says that one was there and who took it away; its
 * words stand in the audit log alone, and it calls nobody any more. A thread of which nothing is left disappears.
 * @returns the thread; null when nothing of it is left
 * @throws ErrataError forbidden for others, not_found for one that is gone
 */
export async function removeComment({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { commentId: string };
}): Promise<ThreadView | null> {
  const found = await requireComment(ctx, input.commentId);
  const { id, userId, datasetId, sampleId, authorId, role } = found;
  if (authorId !== userId && !roleHas(role, 'lead'))
    throw new ErrataError('forbidden', 'Only who wrote a comment, or a lead, can delete it.');
  await ctx.db.transaction(async (tx) => {
    const [removed] = await tx
      .select({ text: comment.text })
      .from(comment)
      .where(and(eq(comment.id, id), isNull(comment.deletedAt)))
      .for('update');
    if (!removed) throw new ErrataError('not_found', 'There is no such comment.');
    await tx.update(comment).set({ text: '', deletedAt: new Date(), deletedBy: userId }).where(eq(comment.id, id));
    await tx.delete(mention).where(eq(mention.commentId, id));
    await recordEvent(tx, ctx, {
      kind: 'comment.deleted',
      datasetId,
      sampleId,
      detail: { comment: id, by: authorId === userId ? 'author' : 'lead', before: removed.text },
    });
  });
  const [thread] = await loadThreads(ctx, [found.threadId]);
  return thread ?? null;
}
