import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { PastDecision } from '#/server/domain/views.ts';

export async function myDecisions(_: { ctx: Ctx; input: { slug: string; limit: number } }): Promise<PastDecision[]> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: myDecisions');
}
