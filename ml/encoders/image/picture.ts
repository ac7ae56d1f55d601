/** One decoded picture. Samples are row-major, channels interleaved; bytes (0–255) or floats (0–1). */
export interface Picture {
  width: number;
  height: number;
  channels: 1 | 3;
  pixels: Float32Array | Uint8Array | Uint8ClampedArray;
}

/** The one shape all pictures of a dataset are read in. */
export interface PictureShape {
  side: number;
  channels: 1 | 3;
}

/**
 * The shape a dataset's pictures should be decoded to, from its first picture: small gray ones stay 28×28 gray, all
 * others become 32×32 in colour.
 */
export function chooseShape(first: { width: number; height: number; gray: boolean }): PictureShape {
  return first.gray && first.width <= 28 && first.height <= 28 ? { side: 28, channels: 1 } : { side: 32, channels: 3 };
}

/** Numbers per picture. */
export const pixelCount = ({ side, channels }: PictureShape) => side * side * channels;

/** Writes a picture's pixels as numbers in [0,1] to `out` at `to`. Throws RangeError when it has another shape. */
export function writePixels(picture: Picture, shape: PictureShape, out: Float32Array, to: number): void {
  const { width, height, channels, pixels } = picture;
  if (
    width !== shape.side ||
    height !== shape.side ||
    channels !== shape.channels ||
    pixels.length !== pixelCount(shape)
  )
    throw new RangeError(
      `A picture of ${width}×${height}×${channels} came where ${shape.side}×${shape.side}×${shape.channels} was due.`,
    );
  const scale = pixels instanceof Float32Array ? 1 : 1 / 255;
  for (let i = 0; i < pixels.length; i++) out[to + i] = pixels[i] * scale;
}
