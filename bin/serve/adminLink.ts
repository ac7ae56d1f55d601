import { and, eq, isNull } from 'drizzle-orm';
import { connect } from '#/db/client.ts';
import { invite } from '#/db/schema/index.ts';
import type { Environment } from '#/server/environment.ts';
import { insertInvite } from '#/server/services/accounts/createInvite.ts';
import { hasAdmin } from '#/server/services/accounts/hasAdmin.ts';

/** A fresh link for the first admin, or null once there is one. Earlier unused ones end, so one is valid at a time. */
export async function firstAdminLink(env: Environment, databaseUrl: string): Promise<string | null> {
  const { db, close } = connect(databaseUrl, { max: 1 });
  try {
    if (await hasAdmin(db)) return null;
    await db.delete(invite).where(and(eq(invite.kind, 'admin'), isNull(invite.usedAt)));
    const { url } = await insertInvite({ db, env, actor: { kind: 'system' } }, { kind: 'admin', role: 'admin' });
    return url;
  } finally {
    await close();
  }
}
