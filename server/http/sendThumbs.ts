import type { Ctx } from '#/server/context.ts';
import { sampleThumbs } from '#/server/services/samples/thumbs.ts';

/**
 * Answers `?ids=1,2,3` with their small pictures, one after the other: the number of bytes (32 bits, little-endian; 0 where
 * there is none), then the bytes. One answer for a hundred pictures costs a wall less than a hundred answers.
 */
export async function sendThumbs(ctx: Ctx, request: Request): Promise<Response> {
  const ids = (new URL(request.url).searchParams.get('ids') ?? '').split(',');
  const pictures = await sampleThumbs({ ctx, input: { ids } });
  const parts = pictures.flatMap((picture) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(picture?.byteLength ?? 0);
    return picture ? [length, picture] : [length];
  });
  return new Response(Buffer.concat(parts), {
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=86400',
      'x-content-type-options': 'nosniff',
    },
  });
}
