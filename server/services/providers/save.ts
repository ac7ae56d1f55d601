import { eq, isNull } from 'drizzle-orm';
import { event, provider } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ProviderView, SaveProvider } from '#/server/domain/provider.ts';
import { requireCapability, requireDataset } from '#/server/services/accounts/require.ts';
import { findProvider } from './find.ts';
import { keptKey } from './keptKey.ts';
import { seal } from './seal.ts';

/**
 * Sets the provider of the server, or of one dataset. Admins only: the address may lie in the local network.
 * @throws ErrataError bad_input when a stored key would go to another address than it was entered for.
 */
export async function saveProvider({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: SaveProvider & { slug: string | null };
}): Promise<ProviderView> {
  requireCapability(ctx, 'administer');
  const datasetId = await targetOf(ctx, input.slug);
  const key = await keptKey(ctx, datasetId, input);
  const { secret } = ctx.env;
  if (key !== null && !secret)
    throw new ErrataError('unavailable', 'Keys are encrypted with ERRATA_SECRET, which is not set.');
  const values = {
    datasetId,
    kind: input.kind,
    baseUrl: input.kind === 'local' ? null : input.baseUrl,
    model: input.model,
    sealedKey: key === null ? null : seal(key, secret!),
    limits: input.limits,
    updatedBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
  };
  await ctx.db.transaction(async (tx) => {
    await tx.delete(provider).where(of(datasetId));
    await tx.insert(provider).values(values);
    await note(tx, ctx, datasetId, 'provider.saved', { kind: input.kind, model: input.model });
  });
  return (await findProvider(ctx, datasetId))!.view;
}

/** Removes it; what stands behind it (the server's, the environment's) is in force again. */
export async function removeProvider({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string | null };
}): Promise<ProviderView | null> {
  requireCapability(ctx, 'administer');
  const datasetId = await targetOf(ctx, input.slug);
  await ctx.db.transaction(async (tx) => {
    await tx.delete(provider).where(of(datasetId));
    await note(tx, ctx, datasetId, 'provider.removed', {});
  });
  return (await findProvider(ctx, datasetId))?.view ?? null;
}

const of = (datasetId: number | null) =>
  datasetId === null ? isNull(provider.datasetId) : eq(provider.datasetId, datasetId);

async function targetOf(ctx: Ctx, slug: string | null): Promise<number | null> {
  return slug === null ? null : (await requireDataset(ctx, slug, 'administer')).dataset.id;
}

async function note(
  tx: Pick<Ctx['db'], 'insert'>,
  ctx: Ctx,
  datasetId: number | null,
  kind: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await tx.insert(event).values({ datasetId, userId, kind, detail });
}
