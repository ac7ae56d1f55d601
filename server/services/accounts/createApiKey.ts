import { randomUUID } from 'node:crypto';
import type { Tx } from '#/db/client.ts';
import { apikey } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { recordEvent } from '#/server/services/auditLog/record.ts';
import { requireCapability } from './require.ts';
import { hashToken, newToken } from './token.ts';

/** A key that acts as its maker, with the maker's role at the time of each request. It is shown once; only its hash is kept. */
export async function createApiKey({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { name: string; expiresInDays?: number };
}): Promise<{ id: string; key: string }> {
  requireCapability(ctx, 'read');
  if (ctx.actor.kind !== 'user')
    throw new ErrataError('forbidden', 'An API key belongs to a person: sign in to make one.');
  const { userId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    await recordEvent(tx, ctx, { kind: 'key.created', datasetId: null, detail: { name: input.name } });
    return insertApiKey(tx, userId, input);
  });
}

/** Stores a new key of that user. */
export async function insertApiKey(
  db: Tx,
  userId: string,
  { name, expiresInDays }: { name: string; expiresInDays?: number },
): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const key = `errata_${newToken()}`;
  const now = new Date();
  await db.insert(apikey).values({
    id,
    name,
    key: hashToken(key),
    prefix: 'errata_',
    start: key.slice(0, 12),
    referenceId: userId,
    // The library's own limit of 10 requests a day; ours is a rate per second.
    rateLimitEnabled: false,
    expiresAt: expiresInDays === undefined ? null : new Date(now.getTime() + expiresInDays * 86_400_000),
    createdAt: now,
    updatedAt: now,
  });
  return { id, key };
}
