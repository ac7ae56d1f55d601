import type { Ctx } from '#/server/context.ts';
import { readerId } from './visible.ts';

/** The reader has seen these threads: their mentions there are read. Others' mentions stay as they are. */
export async function markRead({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { threadIds: string[] };
}): Promise<{ unread: number }> {
  await ctx.sql`
    update mention m set read_at = now() from comment c
    where m.user_id = ${readerId(ctx)} and m.read_at is null and c.id = m.comment_id
      and coalesce(c.thread_id, c.id) = any(${input.threadIds}::bigint[])`;
  return unreadMentions({ ctx, input: undefined });
}

/** How many comments name this reader that they have not seen. */
export async function unreadMentions({ ctx }: { ctx: Ctx; input: undefined }): Promise<{ unread: number }> {
  const [row] = await ctx.sql<{ unread: number }[]>`
    select count(*)::int as unread from mention where user_id = ${readerId(ctx)} and read_at is null`;
  return { unread: row?.unread ?? 0 };
}
