import { verifyPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { account, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { forgetActors } from './actorCache.ts';
import { requirePerson } from './requirePerson.ts';
import { slowGuesses } from './slowGuesses.ts';
import { storePassword } from './storePassword.ts';

/** Changes one's name as others see it. Decisions keep their author, under the new name. */
export async function rename({ ctx, input }: { ctx: Ctx; input: { name: string } }): Promise<{ name: string }> {
  const { userId } = requirePerson(ctx);
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx.select({ name: user.name }).from(user).where(eq(user.id, userId));
    await tx.update(user).set({ name: input.name }).where(eq(user.id, userId));
    await recordEvent(tx, ctx, {
      kind: 'person.renamed',
      datasetId: null,
      detail: { from: before?.name, to: input.name },
    });
  });
  forgetActors();
  return { name: input.name };
}

/**
 * Sets a new password after the present one was given. Every other session ends.
 * @throws ErrataError forbidden for a wrong password, conflict for an account without one, too_many after ten guesses
 */
export async function changePassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { current: string; next: string };
}): Promise<{ ok: true }> {
  const { userId, sessionId } = requirePerson(ctx);
  slowGuesses(userId);
  const [row] = await ctx.db
    .select({ password: account.password })
    .from(account)
    .where(and(eq(account.userId, userId), eq(account.providerId, 'credential')));
  if (!row?.password)
    throw new ErrataError(
      'conflict',
      'This account signs in without a password. An admin can send a link that sets one.',
    );
  if (!(await verifyPassword({ hash: row.password, password: input.current })))
    throw new ErrataError('forbidden', 'That is not the present password.');
  await storePassword(ctx, { userId, password: input.next, keepSession: sessionId });
  return { ok: true };
}
