import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { JobView } from '#/server/domain/views.ts';

export async function startRound(_: { ctx: Ctx; input: { slug: string; mode?: 'cold' | 'warm' } }): Promise<JobView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: startRound');
}
