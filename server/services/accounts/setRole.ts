import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Role } from '#/server/domain/role.ts';
import type { PersonView } from '#/server/domain/views.ts';

export async function setRole(_: {
  ctx: Ctx;
  input: { userId: string; role: Role; active: boolean };
}): Promise<PersonView> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: setRole');
}
