import { eq, isNull, or } from 'drizzle-orm';
import { provider } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { type ProviderView, providerLimitsSchema } from '#/server/domain/provider.ts';

/** A provider as stored or as the environment says, with its key still sealed or in the open. */
export interface FoundProvider {
  view: ProviderView;
  sealedKey: string | null;
  plainKey: string | null;
}

/** The provider in force: the dataset's own, else the server's, else the environment's. Null without any. */
export async function findProvider(
  ctx: Pick<Ctx, 'db' | 'env'>,
  datasetId: number | null,
): Promise<FoundProvider | null> {
  const rows = await ctx.db
    .select()
    .from(provider)
    .where(
      datasetId === null
        ? isNull(provider.datasetId)
        : or(isNull(provider.datasetId), eq(provider.datasetId, datasetId)),
    );
  const row = rows.find((r) => r.datasetId !== null) ?? rows[0];
  if (row) {
    const { kind, baseUrl, model, limits, sealedKey } = row;
    const from = row.datasetId === null ? 'server' : 'dataset';
    return { view: { from, kind, baseUrl, model, limits, hasKey: sealedKey !== null }, sealedKey, plainKey: null };
  }
  const { vision } = ctx.env;
  if (!vision) return null;
  const { baseUrl, model, key } = vision;
  const limits = providerLimitsSchema.parse({});
  return {
    view: { from: 'environment', kind: 'endpoint', baseUrl, model, limits, hasKey: key !== null },
    sealedKey: null,
    plainKey: key,
  };
}
