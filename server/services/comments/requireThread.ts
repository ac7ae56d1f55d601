import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Role } from '#/server/domain/role.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { mayRead, readerId } from './visible.ts';

/**
 * A thread this reader may read.
 * @throws ErrataError not_found, for one they may not know of as well
 */
export async function requireThread(
  ctx: Ctx,
  threadId: string,
): Promise<{ datasetId: number; role: Role; userId: string }> {
  const missing = new ErrataError('not_found', 'There is no such thread.');
  const { sql } = ctx;
  const userId = readerId(ctx);
  const [found] = await sql<{ dataset_id: number }[]>`
    select dataset_id from comment where id = ${threadId} and thread_id is null`;
  if (!found) throw missing;
  const { role } = await requireDataset(ctx, { id: found.dataset_id }, 'read');
  const may = await sql`select from comment t where t.id = ${threadId} and ${mayRead(sql, role, userId)}`;
  if (may.length === 0) throw missing;
  return { datasetId: found.dataset_id, role, userId };
}
