import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { account, event, session } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { forgetActors } from './actorCache.ts';

interface NewPassword {
  userId: string;
  password: string;
  /** The session that stays; null ends them all. */
  keepSession: string | null;
}

/**
 * Stores a password, whether or not the account had one, and ends the sessions that the old one opened.
 * @param before runs first in the same transaction, and refuses by throwing
 */
export async function storePassword(
  ctx: Pick<Ctx, 'db'>,
  { userId, password, keepSession }: NewPassword,
  before?: (tx: Tx) => Promise<void>,
): Promise<void> {
  // Slow by design, so before anything is locked.
  const hashed = await hashPassword(password);
  await ctx.db.transaction(async (tx) => {
    await before?.(tx);
    const mine = and(eq(account.userId, userId), eq(account.providerId, 'credential'));
    const changed = await tx
      .update(account)
      .set({ password: hashed, updatedAt: new Date() })
      .where(mine)
      .returning({ id: account.id });
    if (changed.length === 0)
      await tx.insert(account).values({
        id: randomUUID(),
        accountId: userId,
        providerId: 'credential',
        userId,
        password: hashed,
        updatedAt: new Date(),
      });
    await tx
      .delete(session)
      .where(and(eq(session.userId, userId), keepSession === null ? undefined : ne(session.id, keepSession)));
    await tx.insert(event).values({ datasetId: null, userId, kind: 'person.password', detail: {} });
  });
  forgetActors();
}
