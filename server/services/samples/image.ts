import type { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { blob, sample } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';

export interface SampleImage {
  sha256: string;
  /** From our own decoding at import, never from a file name. */
  mediaType: string;
  bytes: number;
  open(): Promise<Readable>;
}

/**
 * A sample's picture, or its small copy where there is one.
 * @throws ErrataError not_found, or forbidden where the actor may not read the dataset
 */
export async function sampleImage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; thumb: boolean };
}): Promise<SampleImage> {
  const missing = new ErrataError('not_found', `There is no picture of sample ${input.id}.`);
  if (!/^\d{1,15}$/.test(input.id)) throw missing;
  const [found] = await ctx.db
    .select({ datasetId: sample.datasetId, content: sample.content })
    .from(sample)
    .where(eq(sample.id, Number(input.id)));
  if (!found) throw missing;
  await requireDataset(ctx, { id: found.datasetId }, 'read');
  if (found.content.kind !== 'image') throw missing;
  const { sha256, thumb } = found.content;
  const wanted = input.thumb ? (thumb ?? sha256) : sha256;
  const [stored] = await ctx.db.select().from(blob).where(eq(blob.sha256, wanted));
  if (!stored) throw missing;
  return { sha256: wanted, mediaType: stored.mediaType, bytes: stored.bytes, open: () => ctx.blobs.read(wanted) };
}
