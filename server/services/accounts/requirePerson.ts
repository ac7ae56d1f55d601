import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

/** The person who asks, and the session they ask in (none for a key). @throws ErrataError unauthenticated for the system. */
export function requirePerson(ctx: Pick<Ctx, 'actor'>): { userId: string; sessionId: string | null } {
  if (ctx.actor.kind !== 'user') throw new ErrataError('unauthenticated', 'Sign in first.');
  return { userId: ctx.actor.userId, sessionId: ctx.actor.sessionId ?? null };
}
