import type { PictureShape } from './picture.ts';

/** Side of a patch in pixels. */
export const patchSide = 6;
/** Added to a patch's variance before it is scaled to contrast 1, so that flat patches are not blown up to noise. */
const flatness = 0.01;

export const patchLength = ({ channels }: PictureShape) => patchSide * patchSide * channels;
/** Positions of a patch along one side of the picture. */
export const positions = ({ side }: PictureShape) => side - patchSide + 1;

/**
 * Copies the patch at (row, column) of the picture that starts at `picture` to `to`, with mean 0 and contrast 1.
 * Returns its standard deviation before scaling.
 */
export function copyPatch(
  pixels: Float32Array,
  picture: number,
  shape: PictureShape,
  row: number,
  column: number,
  out: Float32Array,
  to: number,
): number {
  const width = patchSide * shape.channels;
  const stride = shape.side * shape.channels;
  const n = patchLength(shape);
  let sum = 0;
  let squares = 0;
  let at = to;
  for (let r = 0; r < patchSide; r++) {
    const from = picture + (row + r) * stride + column * shape.channels;
    for (let c = 0; c < width; c++) {
      const value = pixels[from + c];
      out[at++] = value;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / n;
  const variance = Math.max(0, squares / n - mean * mean);
  const scale = 1 / Math.sqrt(variance + flatness);
  for (let i = to; i < to + n; i++) out[i] = (out[i] - mean) * scale;
  return Math.sqrt(variance);
}
