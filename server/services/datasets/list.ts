import { asc, eq } from 'drizzle-orm';
import { dataset, membership } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { type Role, roleHas } from '#/server/domain/role.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { requireCapability, requireRole } from '#/server/services/accounts/require.ts';
import { datasetViews } from './view.ts';

/** All datasets, oldest first; each with its figures where the actor may see them. */
export async function listDatasets({ ctx }: { ctx: Ctx; input: undefined }): Promise<DatasetView[]> {
  requireCapability(ctx, 'read');
  const { actor } = ctx;
  const [rows, members] = await Promise.all([
    ctx.db.select().from(dataset).orderBy(asc(dataset.id)),
    actor.kind === 'user' ? ctx.db.select().from(membership).where(eq(membership.userId, actor.userId)) : [],
  ]);
  const given = new Map<number, Role>(members.map((m) => [m.datasetId, m.role]));
  return datasetViews(ctx, rows, (id) => roleHas(requireRole(actor, given.get(id) ?? null, 'read'), 'inspect'));
}
