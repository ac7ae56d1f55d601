import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Role } from '#/server/domain/role.ts';
import { requireThread } from './requireThread.ts';

export interface FoundComment {
  id: number;
  threadId: string;
  datasetId: number;
  sampleId: number;
  /** Who wrote it. */
  authorId: string;
  text: string;
  /** Who asks, and as what. */
  userId: string;
  role: Role;
}

/**
 * A comment that still stands, in a thread this reader may read.
 * @throws ErrataError not_found, also for one that was deleted; forbidden for the system, which says nothing
 */
export async function requireComment(ctx: Ctx, commentId: string): Promise<FoundComment> {
  if (ctx.actor.kind !== 'user') throw new ErrataError('forbidden', 'People write comments; sign in first.');
  const [found] = await ctx.sql<{ thread: string; sample_id: string; user_id: string; text: string }[]>`
    select coalesce(thread_id, id) as thread, sample_id, user_id, text from comment
    where id = ${commentId} and deleted_at is null`;
  if (!found) throw new ErrataError('not_found', 'There is no such comment.');
  const { datasetId, role, userId } = await requireThread(ctx, found.thread);
  const { thread, sample_id, user_id, text } = found;
  return {
    id: Number(commentId),
    threadId: thread,
    datasetId,
    sampleId: Number(sample_id),
    authorId: user_id,
    text,
    userId,
    role,
  };
}
