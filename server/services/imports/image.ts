import { blob, type StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { inspectImage, thumbnail } from '#/server/images/decode.ts';
import type { ProblemList } from './problems.ts';

/** Pictures with a longer side than this get a small copy for lists and neighbours. */
const THUMB_SIDE = 256;

/**
 * Decodes a picture and stores it, with its thumbnail when it is large. Their media types come from the decoding.
 * @returns null when it cannot be read; the problem is in the list then
 */
export async function prepareImage(
  ctx: Pick<Ctx, 'db' | 'blobs'>,
  read: () => Promise<Uint8Array>,
  place: { file: string | undefined; line: number | undefined },
  problems: ProblemList,
): Promise<Extract<StoredContent, { kind: 'image' }> | null> {
  try {
    const bytes = await read();
    if (bytes.length === 0) throw new ErrataError('bad_input', 'the row has no picture.');
    const { width, height, mediaType } = await inspectImage(bytes);
    const { sha256 } = await keep(ctx, bytes, mediaType);
    const image = { kind: 'image' as const, sha256, width, height };
    if (Math.max(width, height) <= THUMB_SIDE) return image;
    const small = await thumbnail(bytes);
    const { sha256: thumb } = await keep(ctx, small.bytes, small.mediaType);
    return { ...image, thumb };
  } catch (error) {
    if (!(error instanceof ErrataError)) throw error;
    // A ZIP's own problems name the file already; the decoder's do not.
    const told = error.problems[0] ?? { message: error.message };
    problems.add(told.file === undefined ? { ...told, ...place } : told);
    return null;
  }
}

async function keep(ctx: Pick<Ctx, 'db' | 'blobs'>, bytes: Uint8Array, mediaType: string): Promise<{ sha256: string }> {
  const stored = await ctx.blobs.put(bytes);
  await ctx.db
    .insert(blob)
    .values({ ...stored, mediaType })
    .onConflictDoNothing();
  return stored;
}
