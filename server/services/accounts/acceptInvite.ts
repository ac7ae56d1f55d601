import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function acceptInvite(_: {
  ctx: Omit<Ctx, 'actor'>;
  input: { token: string; name: string; email: string; password: string };
}): Promise<{ userId: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: acceptInvite');
}
