import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function findSample(_: {
  ctx: Ctx;
  input: { slug: string; idOrRow: string };
}): Promise<{ id: string } | null> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: findSample');
}
