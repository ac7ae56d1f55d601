import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ReviewItem } from '#/server/domain/views.ts';

export async function openSample(_: { ctx: Ctx; input: { slug: string; sampleId: string } }): Promise<ReviewItem & { queueId: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: openSample');
}
