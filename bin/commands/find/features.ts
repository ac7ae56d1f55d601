import { readFile } from 'node:fs/promises';
import { encodeImages, encodeTexts, type Picture } from '#/ml/encoders/index.ts';
import { readNpy } from '#/ml/npy.ts';
import type { Matrix, Progress } from '#/ml/types.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { encoderShape, forEncoder } from '#/server/images/decode.ts';
import type { ImportRecord } from '#/server/services/imports/record.ts';
import { UsageError } from '../usage.ts';
import type { FindInput } from './input.ts';
import type { FindOptions } from './options.ts';

/** Pictures decoded ahead of the encoder. */
const ahead = 8;

/** An array of a `.npy` file. @throws UsageError naming the option and the file */
export async function readArray(option: string, path: string) {
  const bytes = await readFile(path).catch(() => {
    throw new UsageError(`--${option}: ${path} cannot be read; is it there?`);
  });
  try {
    return readNpy(bytes);
  } catch (error) {
    throw new UsageError(`--${option}: ${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** A [rows × cols] array of finite numbers. @throws UsageError when it has another shape or a number is not finite */
export async function readMatrix(option: string, path: string, rows: number) {
  const { shape, data } = await readArray(option, path);
  if (shape.length !== 2) throw new UsageError(`--${option}: ${path} has ${shape.length} dimensions; two are needed.`);
  if (shape[0] !== rows)
    throw new UsageError(
      `--${option}: ${path} has ${shape[0]} rows, the input ${rows}; both need the same order and number.`,
    );
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new UsageError(`--${option}: ${path}, row ${Math.floor(bad / shape[1])}: the value is not a number.`);
  return { data, rows, cols: shape[1] };
}

/** Features of every sample, [N × D]: given ones, or learned on the samples themselves. */
export async function readFeatures(input: FindInput, options: FindOptions, progress: Progress): Promise<Matrix> {
  if (options.embeddings) {
    const { data, rows, cols } = await readMatrix('embeddings', options.embeddings, input.ids.length);
    return { data: Float32Array.from(data), rows, cols };
  }
  const encoder = input.task === 'text' ? 'lsa' : 'patches';
  if (options.encoder && options.encoder !== encoder)
    throw new UsageError(`--encoder ${options.encoder} is not for ${input.task} samples; use ${encoder}.`);
  const { seed } = options;
  return input.task === 'text'
    ? encodeTexts(() => texts(input), { seed }, progress)
    : encodeImages(() => pictures(input), { seed }, progress);
}

async function* texts(input: FindInput): AsyncGenerator<string> {
  for await (const { content } of input.records())
    if (content.kind === 'text') yield content.title ? `${content.title}\n${content.text}` : content.text;
}

async function* pictures(input: FindInput): AsyncGenerator<Picture> {
  const shape = await firstShape(input);
  const waiting: Promise<Picture>[] = [];
  try {
    for await (const record of input.records()) {
      waiting.push(picture(record, (bytes) => forEncoder(bytes, shape)));
      if (waiting.length >= ahead) yield await waiting.shift()!;
    }
    while (waiting.length > 0) yield await waiting.shift()!;
  } finally {
    // Whoever stops early does not care how the rest would have ended.
    for (const rest of waiting) rest.catch(() => {});
  }
}

async function firstShape(input: FindInput) {
  for await (const record of input.records()) return picture(record, encoderShape);
  return { side: 28, channels: 1 } as const;
}

/** A problem with a picture is told with its place. */
async function picture<T>(
  { content, file, line }: ImportRecord,
  decode: (bytes: Uint8Array) => Promise<T>,
): Promise<T> {
  try {
    return await decode(content.kind === 'image' ? await content.bytes() : new Uint8Array(0));
  } catch (error) {
    if (!(error instanceof ErrataError)) throw error;
    throw new ErrataError('bad_input', error.message, [
      error.problems[0]?.file ? error.problems[0] : { file, line, message: error.message },
    ]);
  }
}
