import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import busboy from 'busboy';
import { ErrataError } from '#/server/domain/error.ts';

export interface Form {
  fields: Record<string, string>;
  /** In the order they came; `stored` is what `store` returned for it. */
  files: { field: string; fileName: string; stored: string }[];
}

/**
 * Reads a multipart form without holding a file in memory: each file goes to `store` as it comes, one after the other.
 * @throws ErrataError bad_input when the form is broken or ends early; what `store` kept by then is the caller's to forget.
 */
export async function readForm(
  request: Request,
  store: (fileName: string, body: AsyncIterable<Uint8Array>) => Promise<string>,
): Promise<Form> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data') || !request.body)
    throw new ErrataError('bad_input', 'Send the files as multipart/form-data.');
  const form: Form = { fields: {}, files: [] };
  let storing: Promise<void> = Promise.resolve();
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: { 'content-type': type },
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { fields: 50, fieldSize: 1 << 20 },
    });
  } catch {
    throw new ErrataError('bad_input', 'The multipart form has no boundary; let your client set the content type.');
  }
  parser.on('field', (name, value) => {
    form.fields[name] = value;
  });
  parser.on('file', (field, stream, info) => {
    // A file that waits its turn when the connection breaks has no reader yet; its error must not end the process.
    stream.on('error', () => {});
    storing = storing.then(async () => {
      form.files.push({
        field,
        fileName: info.filename ?? 'file',
        stored: await store(info.filename ?? 'file', stream),
      });
    });
    storing.catch((error) => parser.destroy(error));
  });
  const parsed = new Promise<void>((resolve, reject) => {
    parser.on('close', resolve);
    parser.on('error', reject);
  });
  const source = Readable.fromWeb(request.body as WebStream<Uint8Array>);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    await parsed;
    await storing;
  } catch (error) {
    source.destroy();
    // Whatever is still being stored ends first, so that the caller knows of all of it.
    await storing.catch(() => {});
    if (error instanceof ErrataError) throw error;
    throw new ErrataError('bad_input', 'The upload ended before it was complete; send it again.');
  }
  return form;
}
