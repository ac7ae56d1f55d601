import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { StatsView } from '#/server/domain/views.ts';

export async function overview(_: { ctx: Ctx; input: { slug: string } }): Promise<StatsView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: overview');
}
