import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ReviewItem } from '#/server/domain/views.ts';

export async function nextSamples(_: { ctx: Ctx; input: { queueId: string; limit: number } }): Promise<ReviewItem[]> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: nextSamples');
}
