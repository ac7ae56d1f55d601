import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function skipSample(_: { ctx: Ctx; input: { leaseId: string } }): Promise<{ ok: true }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: skipSample');
}
