import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { dropUploads, storeUpload, type Upload } from '#/server/services/imports/upload.ts';
import { readForm } from './multipart.ts';

/**
 * Stores the files of a multipart form, or a raw body named by the header `x-file-name` (percent-encoded), as they
 * stream in. A request that breaks off leaves none of its files.
 * @throws ErrataError forbidden before anything is read, bad_input when the request is broken or ends early
 */
export async function receiveUploads(ctx: Ctx, request: Request): Promise<Upload[]> {
  requireCapability(ctx, 'lead');
  const stored: Upload[] = [];
  const store = async (fileName: string, body: AsyncIterable<Uint8Array>) => {
    const made = await storeUpload({ ctx, input: { fileName, body } });
    stored.push(made);
    return made.id;
  };
  try {
    const rawName = request.headers.get('x-file-name');
    if (rawName === null) await readForm(request, store);
    else if (request.body) await receiveRaw(rawName, request, store);
    if (stored.length === 0) throw new ErrataError('bad_input', 'The request has no file.');
    return stored;
  } catch (error) {
    await dropUploads({ ctx, input: { ids: stored.map((s) => s.id) } });
    throw error;
  }
}

async function receiveRaw(
  rawName: string,
  request: Request,
  store: (fileName: string, body: AsyncIterable<Uint8Array>) => Promise<string>,
): Promise<void> {
  let fileName: string;
  try {
    fileName = decodeURIComponent(rawName);
  } catch {
    throw new ErrataError('bad_input', 'The header x-file-name is not percent-encoded; encode the name.');
  }
  const expected = Number(request.headers.get('content-length') ?? Number.NaN);
  let bytes = 0;
  async function* counted() {
    for await (const chunk of Readable.fromWeb(request.body as WebStream<Uint8Array>)) {
      bytes += (chunk as Uint8Array).length;
      yield chunk as Uint8Array;
    }
    if (Number.isFinite(expected) && bytes < expected) throw new Error('cut off');
  }
  try {
    await store(fileName, counted());
  } catch (error) {
    if (error instanceof ErrataError) throw error;
    throw new ErrataError('bad_input', 'The upload ended before it was complete; send it again.');
  }
}
