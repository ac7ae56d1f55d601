import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Role } from '#/server/domain/role.ts';

export async function createInvite(_: {
  ctx: Ctx;
  input: { role: Role; datasetSlug?: string };
}): Promise<{ url: string; expiresAt: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: createInvite');
}
