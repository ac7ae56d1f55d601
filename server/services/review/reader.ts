import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

/** The person who reads. @throws ErrataError forbidden for the system: a decision is always somebody's. */
export function requireReader(ctx: Pick<Ctx, 'actor'>): { userId: string; name: string } {
  if (ctx.actor.kind !== 'user') throw new ErrataError('forbidden', 'Samples are reviewed by people; sign in first.');
  return ctx.actor;
}
