import { readyBackend } from '#/ml/backend.ts';
import type { Matrix, Progress } from '#/ml/types.ts';
import { compress, standardize } from './compress.ts';
import { type Filters, learnFilters } from './filters.ts';
import { type Picture, type PictureShape, pixelCount, writePixels } from './picture.ts';
import { Responder, responseLength } from './respond.ts';

export interface ImageOptions {
  /** Columns of the result at most; 512 unless said. Fewer where there are fewer pictures. */
  dims?: number;
  seed: number;
}

/** Filters learned; time grows in proportion. */
const filterCount = 400;
/** The filters are learned from the pictures at the front, this many at most: only they are held as pixels. */
const learnedFrom = 4000;
/** Pictures between two reports of progress. */
const every = 100;

/**
 * Features of k-means patches (Coates and Ng, 2011), learned on these very pictures: whitened 6×6 patches, soft
 * threshold, 3×3 mean pooling, then the leading principal directions. All pictures have the size of the first.
 * `images` is called twice and has to give the same pictures in the same order. Deterministic for a seed.
 *
 * @returns [N × d], d ≤ `dims`
 * @throws RangeError when a picture has another size than the first, or none is larger than a patch
 */
export async function encodeImages(
  images: () => Iterable<Picture> | AsyncIterable<Picture>,
  options: ImageOptions,
  progress: Progress = () => {},
): Promise<Matrix> {
  await readyBackend();
  const { shape, pixels, count } = await readFront(images());
  if (!shape) return { data: new Float32Array(0), rows: 0, cols: 1 };
  progress(0.02, `Learning filters from ${count.toLocaleString('en')} pictures.`);
  const filters = learnFilters(pixels, count, shape, filterCount, options.seed);
  const responses = await respondToAll(images(), shape, filters, (done) =>
    progress(0.1 + 0.5 * (1 - 1 / (1 + done / 5000)), `Looked at ${done.toLocaleString('en')} pictures.`),
  );
  progress(0.7, 'Compressing the features.');
  standardize(responses);
  const out = compress(responses, options.dims ?? 512, options.seed);
  progress(1, `Encoded ${out.rows.toLocaleString('en')} pictures.`);
  return out;
}

/** Pixels of the first pictures, one after the other; the shape is null without any picture. */
async function readFront(images: Iterable<Picture> | AsyncIterable<Picture>) {
  let shape: PictureShape | null = null;
  let count = 0;
  const parts: Float32Array[] = [];
  for await (const picture of images) {
    shape ??= { side: picture.width, channels: picture.channels };
    const part = new Float32Array(pixelCount(shape));
    writePixels(picture, shape, part, 0);
    parts.push(part);
    if (++count === learnedFrom) break;
  }
  const pixels = new Float32Array(shape ? count * pixelCount(shape) : 0);
  parts.forEach((part, i) => {
    pixels.set(part, i * part.length);
  });
  return { shape, pixels, count };
}

/** Responses of all pictures [N × responses], in blocks that grow the matrix by half when it is full. */
async function respondToAll(
  images: Iterable<Picture> | AsyncIterable<Picture>,
  shape: PictureShape,
  filters: Filters,
  onDone: (done: number) => void,
): Promise<Matrix> {
  const responder = new Responder(filters, shape);
  const cols = responseLength(filters);
  const each = pixelCount(shape);
  const pixels = new Float32Array(every * each);
  let data = new Float32Array(learnedFrom * cols);
  let done = 0;
  let waiting = 0;
  const flush = () => {
    if ((done + waiting) * cols > data.length) {
      const larger = new Float32Array(Math.ceil((data.length / cols) * 1.5) * cols);
      larger.set(data);
      data = larger;
    }
    responder.respond(pixels, waiting, data.subarray(done * cols));
    done += waiting;
    waiting = 0;
    onDone(done);
  };
  try {
    for await (const picture of images) {
      writePixels(picture, shape, pixels, waiting * each);
      if (++waiting === every) flush();
    }
    if (waiting > 0) flush();
  } finally {
    responder.dispose();
  }
  return { data: data.subarray(0, done * cols), rows: done, cols };
}
