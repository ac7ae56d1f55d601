import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { inspectImage, thumbnail } from '#/server/images/decode.ts';
import type { ProblemList } from './problems.ts';

/** Pictures with a longer side than this get a small copy for lists and neighbours. */
const THUMB_SIDE = 256;

export interface PreparedImage {
  content: Extract<StoredContent, { kind: 'image' }>;
  /** Rows of the table of blobs: the picture, and its thumbnail when it is large. Media types come from the decoding. */
  blobs: { sha256: string; bytes: number; mediaType: string }[];
}

/**
 * Decodes a picture and stores its bytes.
 * @returns null when it cannot be read; the problem is in the list then
 */
export async function prepareImage(
  ctx: Pick<Ctx, 'blobs'>,
  read: () => Promise<Uint8Array>,
  place: { file: string | undefined; line: number | undefined },
  problems: ProblemList,
): Promise<PreparedImage | null> {
  try {
    const bytes = await read();
    if (bytes.length === 0) throw new ErrataError('bad_input', 'the row has no picture.');
    const { width, height, mediaType } = await inspectImage(bytes);
    const stored = { ...(await ctx.blobs.put(bytes)), mediaType };
    const content = { kind: 'image' as const, sha256: stored.sha256, width, height };
    if (Math.max(width, height) <= THUMB_SIDE) return { content, blobs: [stored] };
    const small = await thumbnail(bytes);
    const thumb = { ...(await ctx.blobs.put(small.bytes)), mediaType: small.mediaType };
    return { content: { ...content, thumb: thumb.sha256 }, blobs: [stored, thumb] };
  } catch (error) {
    if (!(error instanceof ErrataError)) throw error;
    // A ZIP's own problems name the file already; the decoder's do not.
    const told = error.problems[0] ?? { message: error.message };
    problems.add(told.file === undefined ? { ...told, ...place } : told);
    return null;
  }
}
