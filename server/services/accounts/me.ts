import { eq } from 'drizzle-orm';
import { user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { MeView } from '#/server/domain/views.ts';
import { isDemoAccount } from './demoAccount.ts';

/** Who is signed in. */
export async function me({ ctx }: { ctx: Ctx; input: undefined }): Promise<MeView> {
  if (ctx.actor.kind !== 'user') throw new ErrataError('unauthenticated', 'Sign in first.');
  const [row] = await ctx.db
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, ctx.actor.userId));
  if (!row) throw new ErrataError('unauthenticated', 'This account no longer exists; sign in again.');
  return { ...row, role: ctx.actor.role, demo: isDemoAccount(row.email) };
}
