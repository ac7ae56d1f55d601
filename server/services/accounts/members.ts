import { and, eq, isNull, sql } from 'drizzle-orm';
import { lease, membership, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { MemberView } from '#/server/domain/accountViews.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type Role, roleHas, roleSchema } from '#/server/domain/role.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { forgetActors } from './actorCache.ts';
import { requireDataset } from './require.ts';

/** Everybody with an open account, and what they may do on this dataset. */
export async function listMembers({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<MemberView[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  return selectMembers(ctx, dataset.id);
}

async function selectMembers(ctx: Ctx, datasetId: number, userId?: string): Promise<MemberView[]> {
  const rows = await ctx.sql<
    { id: string; name: string; email: string; role: string; member_role: string | null; decisions: number }[]
  >`
    select u.id, u.name, u.email, u.role, m.role as member_role,
      (select count(*)::int from decision d where d.user_id = u.id and d.dataset_id = ${datasetId} and d.verdict <> 'retract') as decisions
    from "user" u left join membership m on m.user_id = u.id and m.dataset_id = ${datasetId}
    where u.active ${userId === undefined ? ctx.sql`` : ctx.sql`and u.id = ${userId}`} order by u.name, u.id`;
  return rows.map((r) => {
    const account = roleSchema.parse(r.role);
    const member = r.member_role === null ? null : roleSchema.parse(r.member_role);
    const role = account === 'admin' ? 'admin' : (member ?? account);
    return { id: r.id, name: r.name, email: r.email, account, member, role, decisions: r.decisions };
  });
}

/**
 * Gives somebody a role on this dataset, in place of their account's; null takes it away again. Who may no longer review
 * hands back what they hold.
 * @throws ErrataError conflict for oneself and for admins, who stay admins everywhere; not_found for a closed account
 */
export async function setMember({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; userId: string; role: Exclude<Role, 'admin'> | null };
}): Promise<MemberView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { userId, role } = input;
  if (ctx.actor.kind === 'user' && ctx.actor.userId === userId)
    throw new ErrataError('conflict', 'Nobody changes their own role; ask another lead.');
  await ctx.db.transaction(async (tx) => {
    const [person] = await tx
      .select({ name: user.name, account: user.role })
      .from(user)
      .where(and(eq(user.id, userId), eq(user.active, true)));
    if (!person) throw new ErrataError('not_found', 'There is no such account.');
    if (person.account === 'admin')
      throw new ErrataError('conflict', 'An admin stays an admin everywhere; change the account’s role instead.');
    const here = { datasetId: dataset.id, userId };
    if (role === null)
      await tx.delete(membership).where(and(eq(membership.datasetId, dataset.id), eq(membership.userId, userId)));
    else
      await tx
        .insert(membership)
        .values({ ...here, role })
        .onConflictDoUpdate({ target: [membership.datasetId, membership.userId], set: { role } });
    if (!roleHas(role ?? roleSchema.parse(person.account), 'review'))
      await tx
        .update(lease)
        .set({ endedAt: sql`now()`, endedBy: 'released' })
        .where(and(eq(lease.datasetId, dataset.id), eq(lease.userId, userId), isNull(lease.endedAt)));
    await recordEvent(tx, ctx, { kind: 'person.member', datasetId: dataset.id, detail: { person: person.name, role } });
  });
  forgetActors();
  const [view] = await selectMembers(ctx, dataset.id, userId);
  return view!;
}
