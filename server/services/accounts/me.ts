import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { MeView } from '#/server/domain/views.ts';

export async function me(_: { ctx: Ctx; input: void }): Promise<MeView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: me');
}
