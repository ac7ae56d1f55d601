import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function createApiKey(_: {
  ctx: Ctx;
  input: { name: string; expiresInDays?: number };
}): Promise<{ id: string; key: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: createApiKey');
}
