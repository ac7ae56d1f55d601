import { asc, eq } from 'drizzle-orm';
import { user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';

/** Names of the people that a comment can call with an @. */
export async function callablePeople({ ctx }: { ctx: Ctx; input: undefined }): Promise<string[]> {
  requireCapability(ctx, 'read');
  const rows = await ctx.db.select({ name: user.name }).from(user).where(eq(user.active, true)).orderBy(asc(user.name));
  return [...new Set(rows.map((r) => r.name))];
}
