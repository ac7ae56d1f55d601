import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { session } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { SessionView } from '#/server/domain/accountViews.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { forgetActors } from './actorCache.ts';
import { requirePerson } from './requirePerson.ts';

/** Where one is signed in, the latest first. Never the tokens. */
export async function listSessions({ ctx }: { ctx: Ctx; input: undefined }): Promise<SessionView[]> {
  const { userId, sessionId } = requirePerson(ctx);
  const rows = await ctx.db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      createdAt: session.createdAt,
      updatedAt: session.updatedAt,
    })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, new Date())))
    .orderBy(desc(session.updatedAt));
  return rows.map((r) => ({
    id: r.id,
    userAgent: r.userAgent,
    createdAt: r.createdAt.toISOString(),
    usedAt: r.updatedAt.toISOString(),
    current: r.id === sessionId,
  }));
}

/** Ends one of one's own sessions, or all but the one that asks. @throws ErrataError not_found */
export async function endSessions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string } | { others: true };
}): Promise<{ ended: number }> {
  const { userId, sessionId } = requirePerson(ctx);
  const which = 'id' in input ? eq(session.id, input.id) : ne(session.id, sessionId ?? '');
  const gone = await ctx.db
    .delete(session)
    .where(and(eq(session.userId, userId), which))
    .returning({ id: session.id });
  if ('id' in input && gone.length === 0) throw new ErrataError('not_found', 'This session has ended already.');
  if (gone.length > 0)
    await recordEvent(ctx.db, ctx, { kind: 'session.ended', datasetId: null, detail: { sessions: gone.length } });
  forgetActors();
  return { ended: gone.length };
}
