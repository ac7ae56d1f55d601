import { eq } from 'drizzle-orm';
import { comment } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { ThreadView } from '#/server/domain/talkViews.ts';
import { requireThread } from './requireThread.ts';
import { loadThreads } from './threads.ts';

/** Closes a thread, or opens it again. Whoever may read it may do so. */
export async function resolveThread({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { threadId: string; resolved: boolean };
}): Promise<ThreadView> {
  const { userId } = await requireThread(ctx, input.threadId);
  await ctx.db
    .update(comment)
    .set(input.resolved ? { resolvedAt: new Date(), resolvedBy: userId } : { resolvedAt: null, resolvedBy: null })
    .where(eq(comment.id, Number(input.threadId)));
  const [thread] = await loadThreads(ctx, [input.threadId]);
  return thread!;
}
