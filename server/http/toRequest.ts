import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { ErrataError } from '#/server/domain/error.ts';

/** A body that is not a file is read whole; this many bytes are far more than any of ours. */
const mostBytes = 8 * 2 ** 20;

const isFile = ({ headers }: IncomingMessage) =>
  headers['x-file-name'] !== undefined || /^multipart\//i.test(headers['content-type'] ?? '');

async function readWhole(message: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer<ArrayBuffer>>) {
    bytes += chunk.length;
    // What is too much is heard out and dropped: who is cut off while speaking does not hear the answer.
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  if (bytes > mostBytes)
    throw new ErrataError('too_large', `The request body is larger than ${mostBytes >> 20} MB; send it in parts.`);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/**
 * Node's request as the web's: files stream, every other body is read first, which costs a tenth of a stream.
 * @param origin of our address; what the request says is in its Host header
 * @throws ErrataError bad_input where address or headers are malformed, too_large
 */
export async function toRequest(message: IncomingMessage, origin: string, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', url = '/', rawHeaders } = message;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const streams = hasBody && isFile(message);
  const whole = hasBody && !streams ? await readWhole(message) : null;
  try {
    const headers = new Headers();
    for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
    if (streams) {
      const body = Readable.toWeb(message) as ReadableStream;
      return new Request(new URL(url, origin), { method, headers, signal, body, duplex: 'half' } as RequestInit);
    }
    return new Request(new URL(url, origin), { method, headers, signal, body: whole?.length ? whole : null });
  } catch {
    throw new ErrataError('bad_input', 'The address or a header of this request is malformed.');
  }
}
