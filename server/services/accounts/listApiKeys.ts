import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function listApiKeys(_: {
  ctx: Ctx;
  input: void;
}): Promise<
  { id: string; name: string; start: string; createdAt: string; expiresAt: string | null; lastUsedAt: string | null }[]
> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: listApiKeys');
}
