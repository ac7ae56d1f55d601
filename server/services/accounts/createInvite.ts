import type { Tx } from '#/db/client.ts';
import { invite } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type Role, roleHas } from '#/server/domain/role.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { requireCapability, requireDataset } from './require.ts';
import { hashToken, newToken } from './token.ts';

const days: Record<(typeof invite.$inferSelect)['kind'], number> = { admin: 1, invite: 7, reset: 1 };

/** A single-use link. A lead may invite up to leads of a dataset or annotators and viewers of everything; admins anybody. */
export async function createInvite({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { role: Role; datasetSlug?: string };
}): Promise<{ url: string; expiresAt: string }> {
  let datasetId: number | undefined;
  if (input.datasetSlug === undefined) requireCapability(ctx, 'lead');
  else datasetId = (await requireDataset(ctx, input.datasetSlug, 'lead')).dataset.id;
  const { actor } = ctx;
  const admin = actor.kind === 'system' || roleHas(actor.role, 'administer');
  if (input.role === 'admin' && datasetId !== undefined)
    throw new ErrataError('bad_input', 'An admin is an admin of everything: leave the dataset out.');
  if (!admin && (input.role === 'admin' || (input.role === 'lead' && datasetId === undefined)))
    throw new ErrataError(
      'forbidden',
      `Only an admin may invite ${input.role === 'admin' ? 'an admin' : 'a lead of all datasets'}.`,
    );
  return ctx.db.transaction(async (tx) => {
    await recordEvent(tx, ctx, { kind: 'person.invited', datasetId: datasetId ?? null, detail: { role: input.role } });
    return insertInvite({ ...ctx, db: tx }, { kind: 'invite', role: input.role, datasetId });
  });
}

/** Stores a new link's hash. An admin link (the first admin's) lives for 24 hours, an invitation for 7 days. */
export async function insertInvite(
  ctx: Pick<Ctx, 'env' | 'actor'> & { db: Tx },
  { kind, role, datasetId }: { kind: 'admin' | 'invite'; role: Role; datasetId?: number },
): Promise<{ url: string; expiresAt: string }> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + days[kind] * 86_400_000);
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await ctx.db.insert(invite).values({ tokenHash: hashToken(token), kind, role, datasetId, createdBy, expiresAt });
  const page = kind === 'admin' ? 'claim' : 'invite';
  return { url: `${ctx.env.publicUrl}/${page}?token=${token}`, expiresAt: expiresAt.toISOString() };
}
