import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { JobView } from '#/server/domain/views.ts';

export async function getJob(_: { ctx: Ctx; input: { id: string } }): Promise<JobView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: getJob');
}
