import { inArray } from 'drizzle-orm';
import { sample } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';

/** Pictures that are handed out at once at most. */
export const thumbsAtOnce = 128;

/**
 * The small pictures of many samples at once.
 * @returns in the order of the ids; null where a sample has none
 * @throws ErrataError bad_input for no ids, too many or malformed ones; forbidden where the actor may not read a dataset
 */
export async function sampleThumbs({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { ids: readonly string[] };
}): Promise<(Uint8Array | null)[]> {
  const { ids } = input;
  if (ids.length === 0 || ids.length > thumbsAtOnce || ids.some((id) => !/^\d{1,15}$/.test(id)))
    throw new ErrataError('bad_input', `Ask for 1 to ${thumbsAtOnce} samples by their ids.`);
  const found = await ctx.db
    .select({ id: sample.id, datasetId: sample.datasetId, content: sample.content })
    .from(sample)
    .where(inArray(sample.id, ids.map(Number)));
  for (const id of new Set(found.map((s) => s.datasetId))) await requireDataset(ctx, { id }, 'read');
  const shaOf = new Map(
    found.map(({ id, content }) => [String(id), content.kind === 'image' ? (content.thumb ?? content.sha256) : null]),
  );
  const read = new Map<string, Promise<Uint8Array | null>>();
  for (const sha of shaOf.values())
    if (sha !== null && !read.has(sha))
      read.set(
        sha,
        ctx.blobs.bytes(sha).catch(() => null),
      );
  return Promise.all(ids.map(async (id) => (await read.get(shaOf.get(id) ?? '')) ?? null));
}
