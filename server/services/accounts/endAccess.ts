import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { apikey, lease, session } from '#/db/schema/index.ts';

/** Ends everything by which a person gets in: sessions and keys, for good; and hands back what they hold to read. */
export async function endAccess(tx: Tx, userId: string): Promise<void> {
  await tx.delete(session).where(eq(session.userId, userId));
  await tx
    .update(apikey)
    .set({ enabled: false, updatedAt: new Date() })
    .where(and(eq(apikey.referenceId, userId), eq(apikey.enabled, true)));
  await tx
    .update(lease)
    .set({ endedAt: new Date(), endedBy: 'released' })
    .where(and(eq(lease.userId, userId), isNull(lease.endedAt)));
}
