import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function releaseLeases(_: { ctx: Ctx; input: { leaseIds: string[] } }): Promise<{ ok: true }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: releaseLeases');
}
