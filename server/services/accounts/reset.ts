import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { invite, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { requireCapability } from './require.ts';
import { storePassword } from './storePassword.ts';
import { hashToken, newToken } from './token.ts';

const hours = 24;
const spent = 'This link was used already or is too old. Ask an admin for a new one.';

/**
 * A single-use link that sets somebody's password. Earlier unused ones of the same person end with it.
 * @param input.person an account's id or e-mail address
 * @throws ErrataError not_found; conflict for a closed account and for one of a script
 */
export async function createReset({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { person: string };
}): Promise<{ url: string; expiresAt: string; name: string }> {
  requireCapability(ctx, 'administer');
  const token = newToken();
  const expiresAt = new Date(Date.now() + hours * 3_600_000);
  const name = await ctx.db.transaction(async (tx) => {
    const [person] = await tx
      .select({ id: user.id, name: user.name, email: user.email, role: user.role, active: user.active })
      .from(user)
      .where(or(eq(user.id, input.person), eq(user.email, input.person.trim().toLowerCase())));
    if (!person) throw new ErrataError('not_found', 'There is no such account.');
    if (!person.active) throw new ErrataError('conflict', 'This account is closed; open it again first.');
    if (person.email.endsWith('.invalid'))
      throw new ErrataError(
        'conflict',
        'This account belongs to a script or to the demo and signs in without a password.',
      );
    await tx.delete(invite).where(and(eq(invite.kind, 'reset'), eq(invite.userId, person.id), isNull(invite.usedAt)));
    await tx.insert(invite).values({
      tokenHash: hashToken(token),
      kind: 'reset',
      role: person.role as (typeof invite.$inferInsert)['role'],
      userId: person.id,
      createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      expiresAt,
    });
    await recordEvent(tx, ctx, { kind: 'person.reset', datasetId: null, detail: { person: person.name } });
    return person.name;
  });
  return { url: `${ctx.env.publicUrl}/reset?token=${token}`, expiresAt: expiresAt.toISOString(), name };
}

/**
 * Spends a link: the password is the new one, and every session ends.
 * @returns the e-mail address to sign in with
 * @throws ErrataError not_found for a link that is unknown, used or expired, or of an account closed since
 */
export async function acceptReset({
  ctx,
  input,
}: {
  ctx: Omit<Ctx, 'actor'>;
  input: { token: string; password: string };
}): Promise<{ email: string }> {
  const valid = and(
    eq(invite.tokenHash, hashToken(input.token)),
    eq(invite.kind, 'reset'),
    isNull(invite.usedAt),
    gt(invite.expiresAt, new Date()),
  );
  const [link] = await ctx.db
    .select({ userId: user.id, email: user.email })
    .from(invite)
    .innerJoin(user, and(eq(user.id, invite.userId), eq(user.active, true)))
    .where(valid);
  if (!link) throw new ErrataError('not_found', spent);
  const { userId, password } = { userId: link.userId, password: input.password };
  await storePassword(ctx, { userId, password, keepSession: null }, async (tx) => {
    const used = await tx
      .update(invite)
      .set({ usedAt: new Date(), usedBy: userId })
      .where(valid)
      .returning({ tokenHash: invite.tokenHash });
    if (used.length === 0) throw new ErrataError('not_found', spent);
  });
  return { email: link.email };
}
