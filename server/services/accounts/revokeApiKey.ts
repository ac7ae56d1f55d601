import { and, eq } from 'drizzle-orm';
import { apikey } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { roleHas } from '#/server/domain/role.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { forgetActors } from './actorCache.ts';

/** Ends a key: one's own, or anybody's for an admin. */
export async function revokeApiKey({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<{ id: string }> {
  const { actor } = ctx;
  const own =
    actor.kind === 'user' && !roleHas(actor.role, 'administer') ? eq(apikey.referenceId, actor.userId) : undefined;
  const gone = await ctx.db
    .update(apikey)
    .set({ enabled: false, updatedAt: new Date() })
    .where(and(eq(apikey.id, input.id), eq(apikey.enabled, true), own))
    .returning({ id: apikey.id, name: apikey.name });
  if (gone.length === 0) throw new ErrataError('not_found', 'You have no such API key, or it was revoked already.');
  await recordEvent(ctx.db, ctx, { kind: 'key.revoked', datasetId: null, detail: { name: gone[0]!.name } });
  forgetActors();
  return { id: input.id };
}
