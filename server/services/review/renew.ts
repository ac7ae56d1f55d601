import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function renewLeases(_: { ctx: Ctx; input: { leaseIds: string[] } }): Promise<{ expiresAt: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: renewLeases');
}
