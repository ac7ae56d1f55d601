import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
/** Below this a compressed answer needs as many packets as a plain one. */
const leastBytes = 4096;

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** Over a network JSON is sent compressed; on this machine, a proxy's included, that would only cost time. */
function worthCompressing(res: ServerResponse, bytes: number): boolean {
  const { headers, socket } = res.req;
  return (
    bytes >= leastBytes &&
    /\bgzip\b/.test(String(headers['accept-encoding'] ?? '')) &&
    !loopback.test(socket.remoteAddress ?? '')
  );
}

/** Writes the web's answer as Node's: JSON in one piece, everything else as it comes. A reader who leaves ends the source. */
export async function sendResponse(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  const cookies = response.headers.getSetCookie();
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value);
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  if (response.body === null || res.req.method === 'HEAD') {
    await response.body?.cancel();
    res.end();
    return;
  }
  if (/^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '')) {
    let body: Uint8Array = new Uint8Array(await response.arrayBuffer());
    if (worthCompressing(res, body.length)) {
      body = await compress(body, { level: 4 });
      res.setHeader('content-encoding', 'gzip');
      res.appendHeader('vary', 'accept-encoding');
    }
    res.setHeader('content-length', body.length);
    res.end(body);
    return;
  }
  // A stream of events says that it is there before its first event.
  res.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as WebStream<Uint8Array>), res);
}
