import { eq } from 'drizzle-orm';
import { comment, mention } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { roleHas } from '#/server/domain/role.ts';
import type { ThreadView } from '#/server/domain/talkViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { calledIn } from './called.ts';
import { loadThreads } from './threads.ts';
import { hasDecided, readerId, takesPart } from './visible.ts';

interface AddComment {
  slug: string;
  sampleId: string;
  /** The thread it replies to; a new one without. */
  threadId?: string;
  text: string;
}

/**
 * Says something about a sample. Who only reviews may do so where they hold or held the sample, or take part already.
 * A reply opens a resolved thread again.
 * @throws ErrataError not_found for another dataset's sample or thread, forbidden for samples one was never given
 */
export async function addComment({ ctx, input }: { ctx: Ctx; input: AddComment }): Promise<ThreadView> {
  const { dataset, role } = await requireDataset(ctx, input.slug, 'read');
  if (ctx.actor.kind !== 'user') throw new ErrataError('forbidden', 'People write comments; sign in first.');
  const userId = readerId(ctx);
  const { sql } = ctx;
  const [place] = await sql<{ may: boolean; thread: boolean }[]>`
    select ${hasDecided(sql, sql`p.id`, userId)}
        or exists (select from lease l where l.sample_id = p.id and l.user_id = ${userId})
        or exists (select from comment t where t.sample_id = p.id and t.thread_id is null and ${takesPart(sql, userId)}) as may,
      ${input.threadId ?? null}::bigint is null or exists (
        select from comment t where t.id = ${input.threadId ?? null} and t.sample_id = p.id and t.thread_id is null) as thread
    from sample p where p.id = ${input.sampleId} and p.dataset_id = ${dataset.id}`;
  if (!place?.thread) throw new ErrataError('not_found', 'There is no such sample or thread in this dataset.');
  if (!place.may && !roleHas(role, 'inspect'))
    throw new ErrataError('forbidden', 'You can comment on samples that were given to you to review.');
  const called = await calledIn(ctx, input.text, userId);
  const threadId = input.threadId === undefined ? null : Number(input.threadId);
  const id = await ctx.db.transaction(async (tx) => {
    const [made] = await tx
      .insert(comment)
      .values({ datasetId: dataset.id, sampleId: Number(input.sampleId), threadId, userId, text: input.text })
      .returning({ id: comment.id });
    const commentId = made!.id;
    if (called.length > 0) await tx.insert(mention).values(called.map((p) => ({ commentId, userId: p.id })));
    if (threadId !== null)
      await tx.update(comment).set({ resolvedAt: null, resolvedBy: null }).where(eq(comment.id, threadId));
    return commentId;
  });
  const [thread] = await loadThreads(ctx, [String(threadId ?? id)]);
  return thread!;
}
