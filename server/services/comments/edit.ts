import { and, eq, isNull, notInArray } from 'drizzle-orm';
import { comment, mention } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ThreadView } from '#/server/domain/talkViews.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { calledIn } from './called.ts';
import { requireComment } from './requireComment.ts';
import { loadThreads } from './threads.ts';

/**
 * Puts one's own comment in other words. It is marked as edited, what it said before goes into the audit log, and whom the
 * new words name are called; whom they no longer name are called no more.
 * @throws ErrataError forbidden for somebody else's comment, not_found for one that is gone
 */
export async function editComment({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { commentId: string; text: string };
}): Promise<ThreadView> {
  const found = await requireComment(ctx, input.commentId);
  const { id, userId, datasetId, sampleId } = found;
  if (found.authorId !== userId) throw new ErrataError('forbidden', 'Only who wrote a comment can change its words.');
  if (input.text !== found.text) {
    const called = (await calledIn(ctx, input.text, userId)).map((p) => p.id);
    await ctx.db.transaction(async (tx) => {
      const changed = await tx
        .update(comment)
        .set({ text: input.text, editedAt: new Date() })
        .where(and(eq(comment.id, id), isNull(comment.deletedAt), eq(comment.text, found.text)))
        .returning({ id: comment.id });
      if (changed.length === 0)
        throw new ErrataError('conflict', 'This comment was changed meanwhile; look at it again.');
      const dropped = called.length ? notInArray(mention.userId, called) : undefined;
      await tx.delete(mention).where(and(eq(mention.commentId, id), dropped));
      if (called.length)
        await tx
          .insert(mention)
          .values(called.map((person) => ({ commentId: id, userId: person })))
          .onConflictDoNothing();
      await recordEvent(tx, ctx, {
        kind: 'comment.edited',
        datasetId,
        sampleId,
        detail: { comment: id, before: found.text },
      });
    });
  }
  const [thread] = await loadThreads(ctx, [found.threadId]);
  return thread!;
}
