import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ReviewState } from '#/server/domain/views.ts';

export async function reviewState(_: { ctx: Ctx; input: { queueId: string } }): Promise<ReviewState> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: reviewState');
}
