import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { decision, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { PersonView } from '#/server/domain/views.ts';
import { requireCapability } from './require.ts';

/** Everybody with an account, oldest first, with their decisions so far (retractions are none). */
export async function listPeople({ ctx }: { ctx: Ctx; input: undefined }): Promise<PersonView[]> {
  requireCapability(ctx, 'lead');
  return selectPeople(ctx.db);
}

export async function selectPeople(db: Tx, userId?: string): Promise<PersonView[]> {
  const rows = await db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      active: user.active,
      createdAt: user.createdAt,
      decisions: sql<number>`count(${decision.id})::int`,
    })
    .from(user)
    .leftJoin(decision, and(eq(decision.userId, user.id), ne(decision.verdict, 'retract')))
    .where(userId === undefined ? undefined : eq(user.id, userId))
    .groupBy(user.id)
    .orderBy(asc(user.createdAt), asc(user.id));
  return rows.map((r) => ({ ...r, createdAt: r.createdAt.toISOString() }));
}
