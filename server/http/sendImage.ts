import { Readable } from 'node:stream';
import type { Ctx } from '#/server/context.ts';
import { sampleImage } from '#/server/services/samples/image.ts';

/** Answers with a sample's picture, or 304 where the browser has it: contents never change, so the checksum is the ETag. */
export async function sendImage(ctx: Ctx, id: string, request: Request): Promise<Response> {
  const thumb = new URL(request.url).searchParams.get('thumb') === '1';
  const image = await sampleImage({ ctx, input: { id, thumb } });
  const etag = `"${image.sha256}"`;
  const headers = {
    etag,
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(Readable.toWeb(await image.open()) as ReadableStream, {
    headers: { ...headers, 'content-type': image.mediaType, 'content-length': String(image.bytes) },
  });
}
