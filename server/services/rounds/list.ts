import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { RoundView } from '#/server/domain/views.ts';

export async function listRounds(_: { ctx: Ctx; input: { slug: string } }): Promise<RoundView[]> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: listRounds');
}
