import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { QueueView } from '#/server/domain/views.ts';

export async function createQueue(_: {
  ctx: Ctx;
  input: { slug: string; name?: string; orderBy?: string; filter: { given?: string; suggested?: string } };
}): Promise<QueueView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: createQueue');
}
