import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import { apikey, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { type Actor, roleSchema } from '#/server/domain/role.ts';
import { hashToken } from './token.ts';

/** The active user an unexpired API key belongs to, or null. Notes at most once a minute that the key was used. */
export async function findKeyActor(
  { db }: Pick<Ctx, 'db'>,
  key: string,
): Promise<Extract<Actor, { kind: 'user' }> | null> {
  const now = new Date();
  const hash = hashToken(key);
  const [row] = await db
    .select({ userId: user.id, name: user.name, role: user.role })
    .from(apikey)
    .innerJoin(user, eq(user.id, apikey.referenceId))
    .where(
      and(
        eq(apikey.key, hash),
        eq(apikey.enabled, true),
        eq(user.active, true),
        or(isNull(apikey.expiresAt), gt(apikey.expiresAt, now)),
      ),
    )
    .limit(1);
  if (!row) return null;
  await db
    .update(apikey)
    .set({ lastRequest: now })
    .where(
      and(
        eq(apikey.key, hash),
        or(isNull(apikey.lastRequest), lt(apikey.lastRequest, new Date(now.getTime() - 60_000))),
      ),
    );
  return { kind: 'user', userId: row.userId, name: row.name, role: roleSchema.parse(row.role) };
}
