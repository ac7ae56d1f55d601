import { and, eq } from 'drizzle-orm';
import { user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Role } from '#/server/domain/role.ts';
import type { PersonView } from '#/server/domain/views.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { forgetActors } from './actorCache.ts';
import { endAccess } from './endAccess.ts';
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
    const [before] = await tx
      .select({ role: user.role, active: user.active, name: user.name })
      .from(user)
      .where(eq(user.id, input.userId));
    if (!before) throw new ErrataError('not_found', 'There is no such account.');
    await tx.update(user).set({ role: input.role, active: input.active }).where(eq(user.id, input.userId));
    if (!input.active) await endAccess(tx, input.userId);
    const detail = { person: before.name };
    if (before.role !== input.role)
      await recordEvent(tx, ctx, {
        kind: 'person.role',
        datasetId: null,
        detail: { ...detail, from: before.role, to: input.role },
      });
    if (before.active !== input.active)
      await recordEvent(tx, ctx, { kind: input.active ? 'person.opened' : 'person.closed', datasetId: null, detail });
    return (await selectPeople(tx, input.userId))[0];
  });
  forgetActors();
  return person;
}
