import { and, eq } from 'drizzle-orm';
import { dataset, membership } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type Actor, type Capability, type Role, roleHas } from '#/server/domain/role.ts';

export type DatasetRow = typeof dataset.$inferSelect;

const asks: Record<Capability, string> = {
  read: 'look at this',
  review: 'review samples',
  inspect: 'see these figures',
  lead: 'do this; a lead or an admin can',
  administer: 'do this; an admin can',
};

function refuse(role: Role, capability: Capability): never {
  throw new ErrataError('forbidden', `Your role (${role}) may not ${asks[capability]}.`);
}

/** @throws ErrataError forbidden unless the actor's account role has the capability. The system may do everything. */
export function requireCapability(ctx: Pick<Ctx, 'actor'>, capability: Capability): void {
  if (ctx.actor.kind === 'user' && !roleHas(ctx.actor.role, capability)) refuse(ctx.actor.role, capability);
}

/**
 * The dataset and the role the actor has on it: the membership's if there is one, else the account's (`admin` for the system).
 * An admin stays an admin everywhere.
 * @throws ErrataError not_found when it does not exist, forbidden when the role lacks the capability.
 */
export async function requireDataset(
  ctx: Pick<Ctx, 'actor' | 'db'>,
  which: string | { id: number },
  capability: Capability,
): Promise<{ dataset: DatasetRow; role: Role }> {
  const { actor } = ctx;
  const found = await ctx.db
    .select({ dataset, memberRole: membership.role })
    .from(dataset)
    .leftJoin(
      membership,
      and(eq(membership.datasetId, dataset.id), eq(membership.userId, actor.kind === 'user' ? actor.userId : '')),
    )
    .where(typeof which === 'string' ? eq(dataset.slug, which) : eq(dataset.id, which.id))
    .limit(1);
  const row = found[0];
  if (!row) {
    const name = typeof which === 'string' ? ` called “${which}”` : '';
    throw new ErrataError('not_found', `There is no dataset${name}.`);
  }
  return { dataset: row.dataset, role: requireRole(actor, row.memberRole, capability) };
}

/**
 * The role an actor has on a dataset where its membership (if any) says `memberRole`.
 * @throws ErrataError forbidden when that role lacks the capability.
 */
export function requireRole(actor: Actor, memberRole: Role | null, capability: Capability): Role {
  if (actor.kind === 'system') return 'admin';
  const role = actor.role === 'admin' ? 'admin' : (memberRole ?? actor.role);
  if (!roleHas(role, capability)) refuse(role, capability);
  return role;
}
