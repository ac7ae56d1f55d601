import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { account, dataset, event, invite, membership, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Role } from '#/server/domain/role.ts';
import { forgetActors } from './actorCache.ts';
import { closeDemoAccounts } from './demoAccount.ts';
import { hasAdmin } from './hasAdmin.ts';
import { hashToken } from './token.ts';

/** On the rest of the server, somebody invited to lead one dataset is an annotator. */
function accountRole(role: Role, datasetId: number | null): Role {
  return datasetId !== null && role === 'lead' ? 'annotator' : role;
}

/**
 * Uses up a link and opens an account with a password.
 * @throws ErrataError not_found for a link that is unknown, used or expired; conflict when the e-mail address has an account.
 */
export async function acceptInvite({
  ctx,
  input,
}: {
  ctx: Omit<Ctx, 'actor'>;
  input: { token: string; name: string; email: string; password: string };
}): Promise<{ userId: string }> {
  // Slow by design, so before anything is locked.
  const password = await hashPassword(input.password);
  const email = input.email.trim().toLowerCase();
  const userId = randomUUID();
  await ctx.db.transaction(async (tx) => {
    const now = new Date();
    const [link] = await tx
      .update(invite)
      .set({ usedAt: now, usedBy: userId })
      .where(and(eq(invite.tokenHash, hashToken(input.token)), isNull(invite.usedAt), gt(invite.expiresAt, now)))
      .returning();
    if (!link || link.kind === 'reset')
      throw new ErrataError('not_found', 'This link was used already or is too old. Ask for a new one.');
    if (link.kind === 'admin' && (await hasAdmin(tx)))
      throw new ErrataError('conflict', 'This server has an admin already. Ask that person to invite you.');
    const made = await tx
      .insert(user)
      .values({ id: userId, name: input.name, email, role: accountRole(link.role, link.datasetId) })
      .onConflictDoNothing({ target: user.email })
      .returning({ id: user.id });
    if (made.length === 0)
      throw new ErrataError('conflict', 'There is an account with this e-mail address already. Sign in instead.');
    await tx.insert(account).values({
      id: randomUUID(),
      accountId: userId,
      providerId: 'credential',
      userId,
      password,
      updatedAt: now,
    });
    if (link.datasetId !== null) {
      const there = await tx.select({ id: dataset.id }).from(dataset).where(eq(dataset.id, link.datasetId));
      if (there.length === 0) throw new ErrataError('not_found', 'The dataset of this invitation no longer exists.');
      await tx.insert(membership).values({ datasetId: link.datasetId, userId, role: link.role });
    }
    await tx.insert(event).values({
      datasetId: link.datasetId,
      userId,
      kind: 'person.joined',
      detail: { person: input.name, role: link.role },
    });
    if (link.role === 'admin') await closeDemoAccounts(tx);
  });
  forgetActors();
  return { userId };
}
