import { and, desc, eq } from 'drizzle-orm';
import { apikey } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';

export interface ApiKeyView {
  id: string;
  name: string;
  /** The first characters, to tell keys apart. */
  start: string;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
}

/** The actor's own keys, newest first. */
export async function listApiKeys({ ctx }: { ctx: Ctx; input: undefined }): Promise<ApiKeyView[]> {
  if (ctx.actor.kind !== 'user') return [];
  const rows = await ctx.db
    .select()
    .from(apikey)
    .where(and(eq(apikey.referenceId, ctx.actor.userId), eq(apikey.enabled, true)))
    .orderBy(desc(apikey.createdAt));
  return rows.map((k) => ({
    id: k.id,
    name: k.name ?? '',
    start: k.start ?? '',
    createdAt: k.createdAt.toISOString(),
    expiresAt: k.expiresAt?.toISOString() ?? null,
    lastUsedAt: k.lastRequest?.toISOString() ?? null,
  }));
}
