import { Readable } from 'node:stream';
import type { Ctx } from '#/server/context.ts';
import { exportFile } from '#/server/services/exports/file.ts';

/** Streams an export; the name is safe in any header, and the checksum is the ETag. */
export async function sendExport(ctx: Ctx, id: string): Promise<Response> {
  const file = await exportFile({ ctx, input: { id } });
  const plain = file.fileName.replace(/[^\w.-]+/g, '_');
  return new Response(Readable.toWeb(file.stream) as ReadableStream, {
    headers: {
      'content-type': file.mediaType,
      'content-length': String(file.bytes),
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      etag: `"${file.sha256}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, immutable, max-age=31536000',
    },
  });
}
