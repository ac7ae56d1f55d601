import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { SampleView } from '#/server/domain/views.ts';

export async function getSample(_: { ctx: Ctx; input: { slug: string; id: string } }): Promise<SampleView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: getSample');
}
