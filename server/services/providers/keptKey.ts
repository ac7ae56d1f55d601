import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { SaveProvider } from '#/server/domain/provider.ts';
import { addressOf } from '#/server/domain/providerAddress.ts';
import { findProvider } from './find.ts';
import { unseal } from './seal.ts';

/**
 * The key a draft means: the one it brings, none, or the stored one where it brings nothing. A stored key goes only to
 * the address it was entered for, so that a new address cannot collect it.
 * @throws ErrataError bad_input
 */
export async function keptKey(
  ctx: Pick<Ctx, 'db' | 'env'>,
  datasetId: number | null,
  draft: Pick<SaveProvider, 'kind' | 'baseUrl' | 'key'>,
): Promise<string | null> {
  if (draft.kind === 'local') return null;
  if (draft.key !== undefined) return draft.key;
  const found = await findProvider(ctx, datasetId);
  const stored = found?.sealedKey ? unseal(found.sealedKey, ctx.env.secret ?? '') : (found?.plainKey ?? null);
  if (stored === null) return null;
  const originOf = (of: Parameters<typeof addressOf>[0]) => {
    const address = addressOf(of);
    return address === null ? null : new URL(address).origin;
  };
  if (originOf(found!.view) !== originOf(draft))
    throw new ErrataError('bad_input', 'The address has changed: enter the key for it again, or remove the key.');
  return stored;
}
