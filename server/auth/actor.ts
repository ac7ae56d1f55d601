import { createHash } from 'node:crypto';
import { getSessionCookie } from 'better-auth/cookies';
import type { Db } from '#/db/client.ts';
import { type Actor, roleSchema } from '#/server/domain/role.ts';
import { rememberActor } from '#/server/services/accounts/actorCache.ts';
import { findKeyActor } from '#/server/services/accounts/findKeyActor.ts';
import type { Auth } from './auth.ts';
import { limitKey } from './limits.ts';

type User = Extract<Actor, { kind: 'user' }>;

/** The API key of a request, or null. */
export function keyOf(headers: Headers): string | null {
  const match = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '');
  return match?.[1] ?? headers.get('x-api-key');
}

async function sessionActor(auth: Auth, headers: Headers): Promise<User | null> {
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } }).catch((error: unknown) => {
    // A session that cannot be read is no session; a database that is away is not the visitor's fault.
    if (error instanceof Error && error.name === 'APIError') return null;
    throw error;
  });
  const role = roleSchema.safeParse(found?.user.role);
  if (!found?.user.active || !role.success) return null;
  const { user, session } = found;
  return { kind: 'user', userId: user.id, name: user.name, role: role.data, sessionId: session.id };
}

/**
 * Who sends a request: the owner of its API key or of its session cookie; null for nobody, an unknown key included.
 * A request with a key is judged by the key alone.
 * @throws ErrataError too_many when the key is used too fast.
 */
export async function actorFromRequest({ auth, db }: { auth: Auth; db: Db }, headers: Headers): Promise<User | null> {
  const key = keyOf(headers);
  if (key !== null) {
    const hash = createHash('sha256').update(key).digest('base64url');
    limitKey(hash);
    return rememberActor(`key ${hash}`, () => findKeyActor({ db }, key));
  }
  const cookie = getSessionCookie(headers);
  return cookie ? rememberActor(`session ${cookie}`, () => sessionActor(auth, headers)) : null;
}
