import { encodeImages, encodeRelations, encodeTexts, type Picture, type RelationItem } from '#/ml/encoders/index.ts';
import { sharedMatrix, sharedZeros } from '#/ml/threads/shared-matrix.ts';
import type { Features, Progress } from '#/ml/types.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Task } from '#/server/domain/task.ts';
import { encoderShape, forEncoder } from '#/server/images/decode.ts';
import type { ImportRecord } from '#/server/services/imports/record.ts';
import { UsageError } from '../usage.ts';
import { openMatrix } from './arrays/matrix.ts';
import type { FindInput } from './input.ts';
import type { FindOptions } from './options.ts';

/** Pictures decoded ahead of the encoder. */
const ahead = 8;
/** Rows of embeddings read at a time. */
const step = 4096;

/** What becomes of each kind of sample when nobody says how. */
export const usualEncoder = {
  text: 'lsa',
  image: 'patches',
  relation: 'relation',
  'image-text': 'patches',
} as const satisfies Record<Task, string>;

export interface Samples {
  input: FindInput | null;
  samples: number;
}

/** Features of every sample, [N × D]: given ones, or learned on the samples themselves. */
export async function readFeatures(
  { input, samples }: Samples,
  options: FindOptions,
  progress: Progress,
): Promise<Features> {
  if (options.embeddings) return readEmbeddings(options.embeddings, samples);
  if (!input) throw new UsageError('Without an INPUT give --embeddings or --pred-probs beside --labels.');
  const encoder = usualEncoder[input.task];
  if (options.encoder && options.encoder !== encoder)
    throw new UsageError(`--encoder ${options.encoder} is not for ${input.task} samples; use ${encoder}.`);
  const { seed } = options;
  if (input.task === 'relation') return sharedMatrix(await encodeRelations(await relations(input), { seed }, progress));
  return sharedMatrix(
    input.task === 'text'
      ? await encodeTexts(() => texts(input), { seed }, progress)
      : await encodeImages(() => pictures(input), { seed }, progress),
  );
}

async function relations(input: FindInput): Promise<RelationItem[]> {
  const items: RelationItem[] = [];
  for await (const { content } of input.records())
    if (content.kind === 'relation')
      items.push({ text: content.text, subject: content.subject, object: content.object });
  return items;
}

/** @throws UsageError when the array has another size or a number is not finite */
async function readEmbeddings(path: string, samples: number): Promise<Features> {
  const file = await openMatrix('embeddings', path);
  try {
    const { rows, cols } = file;
    if (rows !== samples)
      throw new UsageError(
        `--embeddings: ${path} has ${rows.toLocaleString('en')} rows, but there are ${samples.toLocaleString('en')} labels; both need the same order and number.`,
      );
    const features = sharedZeros(rows, cols);
    for (let from = 0; from < rows; from += step) {
      const block = file.read(from, Math.min(rows, from + step));
      const bad = block.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0)
        throw new UsageError(
          `--embeddings: ${path}, row ${from + Math.floor(bad / cols)}, column ${bad % cols}: the value is not a number.`,
        );
      features.data.set(block, from * cols);
    }
    return features;
  } finally {
    file.close();
  }
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
