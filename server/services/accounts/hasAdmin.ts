import { and, eq } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { user } from '#/db/schema/index.ts';

/** Whether an active admin exists: from then on there is no demo sign-in and no first-admin link. */
export async function hasAdmin(db: Tx): Promise<boolean> {
  const found = await db
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, 'admin'), eq(user.active, true)))
    .limit(1);
  return found.length > 0;
}
