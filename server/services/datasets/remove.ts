import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function removeDataset(_: { ctx: Ctx; input: { slug: string } }): Promise<{ slug: string }> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: removeDataset');
}
