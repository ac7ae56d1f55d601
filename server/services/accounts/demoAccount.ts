import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { session, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { hasAdmin } from './hasAdmin.ts';

export type DemoRole = 'lead' | 'annotator';

const accounts: Record<DemoRole, { name: string; email: string }> = {
  lead: { name: 'Demo lead', email: 'lead@demo.invalid' },
  annotator: { name: 'Demo annotator', email: 'annotator@demo.invalid' },
};

/** Whether it is one of the demo's accounts, which have no password. */
export const isDemoAccount = (email: string): boolean => Object.values(accounts).some((a) => a.email === email);

/**
 * The demo's account of that role, made when it is first asked for.
 * @throws ErrataError not_found outside the demo and once an admin exists.
 */
export async function openDemoAccount({ db, env }: Pick<Ctx, 'db' | 'env'>, role: DemoRole): Promise<string> {
  if (!env.demo) throw new ErrataError('not_found', 'This server is not a demo; sign in with an account.');
  if (await hasAdmin(db))
    throw new ErrataError(
      'not_found',
      'This server has an admin now, so the demo sign-in is closed; sign in with an account.',
    );
  const { name, email } = accounts[role];
  await db
    .insert(user)
    .values({ id: randomUUID(), name, email, role, emailVerified: true })
    .onConflictDoUpdate({ target: user.email, set: { active: true, role } });
  const [{ id }] = await db.select({ id: user.id }).from(user).where(eq(user.email, email));
  return id;
}

/** The first admin ends the demo: its accounts are closed, their sessions too. */
export async function closeDemoAccounts(db: Tx): Promise<void> {
  const closed = await db
    .update(user)
    .set({ active: false })
    .where(
      inArray(
        user.email,
        Object.values(accounts).map((a) => a.email),
      ),
    )
    .returning({ id: user.id });
  if (closed.length > 0)
    await db.delete(session).where(
      inArray(
        session.userId,
        closed.map((c) => c.id),
      ),
    );
}
