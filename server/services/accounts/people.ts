import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { PersonView } from '#/server/domain/views.ts';

export async function listPeople(_: { ctx: Ctx; input: void }): Promise<PersonView[]> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: listPeople');
}
