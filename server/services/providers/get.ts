import type { Ctx } from '#/server/context.ts';
import type { ProviderView } from '#/server/domain/provider.ts';
import { requireCapability, requireDataset } from '#/server/services/accounts/require.ts';
import { findProvider } from './find.ts';

/** The provider in force, of the server (admins) or of a dataset (its leads). Never its key. Null without any. */
export async function getProvider({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string | null };
}): Promise<ProviderView | null> {
  if (input.slug === null) requireCapability(ctx, 'administer');
  const datasetId = input.slug === null ? null : (await requireDataset(ctx, input.slug, 'inspect')).dataset.id;
  return (await findProvider(ctx, datasetId))?.view ?? null;
}
