import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function revokeApiKey(_: { ctx: Ctx; input: { id: string } }): Promise<{ id: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: revokeApiKey');
}
