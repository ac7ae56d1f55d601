import { readFile } from 'node:fs/promises';
import {
  type EncoderId,
  encodeImages,
  encodeRelations,
  encoders,
  encodeTexts,
  type Picture,
  type PictureShape,
} from '#/ml/encoders/index.ts';
import type { Features } from '#/ml/types.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Task } from '#/server/domain/task.ts';
import { encoderShape, forEncoder } from '#/server/images/decode.ts';
import type { Encoded, EncodeItem, ReportProgress } from './types.ts';

/** Pictures decoded ahead; decoding runs in libvips' own threads. */
const ahead = 16;
/** Decoded pictures kept between two readings; 3 kB each at most. */
const mostKept = 10_000;

const taskOf = (item: EncodeItem): Task => ('text' in item ? 'text' : 'path' in item ? 'image' : 'relation');

/** Features of all samples under an encoder. @throws ErrataError bad_input when the encoder is not for such samples. */
export async function encodeItems(
  { encoder, items, seed }: { encoder: string; items: EncodeItem[]; seed: number },
  report: ReportProgress,
): Promise<Encoded> {
  const known = Object.hasOwn(encoders, encoder) ? encoders[encoder as EncoderId] : null;
  if (!known)
    throw new ErrataError('bad_input', `There is no encoder “${encoder}”; use ${Object.keys(encoders).join(' or ')}.`);
  const start = performance.now();
  if (items.some((item) => taskOf(item) !== known.task))
    throw new ErrataError('bad_input', `The encoder “${encoder}” is for ${known.task} datasets.`);
  const features = await featuresOf[known.task](items, { seed }, report);
  return { features, durations: { encode: Math.round(performance.now() - start) } };
}

type Encode = (items: EncodeItem[], options: { seed: number }, report: ReportProgress) => Promise<Features>;

const featuresOf: Record<Task, Encode> = {
  text(items, options, report) {
    const texts = items.flatMap((item) => ('text' in item ? [item] : []));
    return encodeTexts(() => joined(texts), options, report);
  },
  image: (items, ...rest) => encodeImages(twice(items.flatMap((i) => ('path' in i ? [i.path] : []))), ...rest),
  // The pictures alone: captions are compared with each other, see ml/round/captions.ts.
  'image-text': (...all) => featuresOf.image(...all),
  relation: (items, ...rest) =>
    encodeRelations(
      items.flatMap((i) => ('relation' in i ? [i.relation] : [])),
      ...rest,
    ),
};

function* joined(items: { text: string; title?: string }[]): Generator<string> {
  for (const { title, text } of items) yield title ? `${title}\n${text}` : text;
}

/** The encoder reads the front of the pictures, then all of them: what the first pass decoded is kept for the second. */
function twice(paths: string[]): () => AsyncGenerator<Picture> {
  const kept: Picture[] = [];
  let passes = 0;
  return async function* () {
    const first = passes++ === 0;
    yield* kept;
    if (!paths.length) return;
    // All pictures are read in the shape of the first.
    const shape = await encoderShape(await readFile(paths[0]!));
    for await (const picture of pictures(paths.slice(kept.length), shape)) {
      if (first && kept.length < mostKept) kept.push(picture);
      yield picture;
    }
  };
}

/** Decodes in order, some pictures ahead. */
async function* pictures(paths: string[], shape: PictureShape): AsyncGenerator<Picture> {
  const waiting: Promise<Picture>[] = [];
  const decode = async (path: string) => forEncoder(await readFile(path), shape);
  try {
    for (const path of paths) {
      waiting.push(decode(path));
      if (waiting.length >= ahead) yield await waiting.shift()!;
    }
    while (waiting.length) yield await waiting.shift()!;
  } finally {
    // Whoever stops early does not care how the rest would have ended.
    for (const rest of waiting) rest.catch(() => {});
  }
}
