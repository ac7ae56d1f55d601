import { and, eq } from 'drizzle-orm';
import { session, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Role } from '#/server/domain/role.ts';
import type { PersonView } from '#/server/domain/views.ts';
import { forgetActors } from './actorCache.ts';
import { selectPeople } from './people.ts';
import { requireCapability } from './require.ts';

/** Changes an account's role or closes it. The last active admin stays one. */
export async function setRole({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string; role: Role; active: boolean };
}): Promise<PersonView> {
  requireCapability(ctx, 'administer');
  const person = await ctx.db.transaction(async (tx) => {
    // Locked, so that two admins cannot demote each other at the same moment.
    const admins = await tx
      .select({ id: user.id })
      .from(user)
      .where(and(eq(user.role, 'admin'), eq(user.active, true)))
      .orderBy(user.id)
      .for('update');
    const remains = input.role === 'admin' && input.active;
    if (!remains && admins.length === 1 && admins[0].id === input.userId)
      throw new ErrataError('conflict', 'This is the last admin. Make somebody else an admin first.');
    const changed = await tx
      .update(user)
      .set({ role: input.role, active: input.active })
      .where(eq(user.id, input.userId))
      .returning({ id: user.id });
    if (changed.length === 0) throw new ErrataError('not_found', 'There is no such account.');
    if (!input.active) await tx.delete(session).where(eq(session.userId, input.userId));
    return (await selectPeople(tx, input.userId))[0];
  });
  forgetActors();
  return person;
}
