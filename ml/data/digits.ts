import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { needSharedFile, sharedFile } from './folder.ts';

const imageFile = 'mnist/t10k-images-idx3-ubyte.gz';
const labelFile = 'mnist/t10k-labels-idx1-ubyte.gz';

export const haveDigits = (): boolean => sharedFile(imageFile) !== null && sharedFile(labelFile) !== null;

export interface Digits {
  /** [N × 784] bytes, row-major 28 × 28 pictures one after the other. */
  pixels: Uint8Array;
  /** [N] true classes 0–9. */
  labels: Int32Array;
  count: number;
}

/** MNIST's 10,000 test pictures, or the first `count` of them. */
export function readDigits(count = 10_000): Digits {
  const images = gunzipSync(readFileSync(needSharedFile(imageFile)));
  const labels = gunzipSync(readFileSync(needSharedFile(labelFile)));
  const n = Math.min(count, images.readUInt32BE(4));
  return {
    pixels: new Uint8Array(images.subarray(16, 16 + n * 784)),
    labels: Int32Array.from(labels.subarray(8, 8 + n)),
    count: n,
  };
}

/** The pictures one by one, as the image encoder reads them. */
export function* digitPictures({ pixels, count }: Digits) {
  for (let i = 0; i < count; i++)
    yield { width: 28, height: 28, channels: 1 as const, pixels: pixels.subarray(i * 784, (i + 1) * 784) };
}
