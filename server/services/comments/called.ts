import { eq } from 'drizzle-orm';
import { user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { mentionedIn } from './mentioned.ts';

/** The people whom a text calls by name: those with an open account, but never its own author. */
export async function calledIn(ctx: Pick<Ctx, 'db'>, text: string, authorId: string): Promise<{ id: string }[]> {
  const people = await ctx.db.select({ id: user.id, name: user.name }).from(user).where(eq(user.active, true));
  return mentionedIn(text, people).filter((p) => p.id !== authorId);
}
