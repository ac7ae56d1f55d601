import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ProviderLimits } from '#/server/domain/provider.ts';
import type { VisionModel } from '#/server/providers/model.ts';
import { openHosted } from '#/server/providers/openHosted.ts';
import { type FoundProvider, findProvider } from './find.ts';
import { unseal } from './seal.ts';

export interface OpenModel {
  model: VisionModel;
  limits: ProviderLimits;
}

export const noProvider = () =>
  new ErrataError(
    'conflict',
    'No vision model is set up. An admin sets one on the page “Vision model”, or with VLM_BASE_URL and VLM_MODEL.',
  );

/** The model that is asked about a dataset's pictures. @throws ErrataError conflict when none is set up. */
export async function openModel(ctx: Pick<Ctx, 'db' | 'env'>, datasetId: number | null): Promise<OpenModel> {
  const found = await findProvider(ctx, datasetId);
  if (!found) throw noProvider();
  return { model: await openFound(ctx, found), limits: found.view.limits };
}

export async function openFound(ctx: Pick<Ctx, 'env'>, { view, sealedKey, plainKey }: FoundProvider) {
  const key = sealedKey === null ? plainKey : unseal(sealedKey, ctx.env.secret ?? '');
  const { kind, baseUrl, model } = view;
  if (kind !== 'local') return openHosted({ kind, baseUrl, model, key });
  const { openLocal } = await import('#/server/providers/local.ts');
  return openLocal(model);
}
