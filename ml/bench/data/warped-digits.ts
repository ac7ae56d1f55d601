import { seeded } from '#/ml/algebra/random.ts';
import { readDigits } from '#/ml/data/digits.ts';
import { sharedZeros } from '#/ml/threads/shared-matrix.ts';
import type { Matrix } from '#/ml/types.ts';

const WIDTH = 16;
const HEIGHT = 24;

/**
 * Any number of handwritten digits, [rows × 384]: the 10,000 test pictures over and over, each time turned by up to 14
 * degrees, scaled by up to 15%, slanted and shifted by up to two pixels, read on a grid of 16 × 24.
 */
export function warpedDigits(rows: number): Matrix {
  const { pixels, count } = readDigits();
  const random = seeded(7);
  const around = (spread: number) => (random.uniform() - 0.5) * spread;
  const features = sharedZeros(rows, WIDTH * HEIGHT);
  for (let i = 0; i < rows; i++) {
    const picture = pixels.subarray((i % count) * 784, ((i % count) + 1) * 784);
    const angle = around(0.5);
    const scale = 1 + around(0.3);
    const slant = around(0.3);
    const [dx, dy] = [around(4), around(4)];
    const cosine = Math.cos(angle) * scale;
    const sine = Math.sin(angle) * scale;
    for (let y = 0, at = i * WIDTH * HEIGHT; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++, at++) {
        const u = ((x + 0.5) / WIDTH) * 22 - 11;
        const v = ((y + 0.5) / HEIGHT) * 22 - 11;
        features.data[at] = brightness(
          picture,
          cosine * u - sine * v + slant * v + dx + 13.5,
          sine * u + cosine * v + dy + 13.5,
        );
      }
  }
  return features;
}

/** Between the four pixels around a point, 0 to 1; dark outside. */
function brightness(picture: Uint8Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const pixel = (dy: number, dx: number) => {
    const [row, column] = [top + dy, left + dx];
    return row < 0 || column < 0 || row > 27 || column > 27 ? 0 : picture[row * 28 + column];
  };
  const upper = (1 - right) * pixel(0, 0) + right * pixel(0, 1);
  const lower = (1 - right) * pixel(1, 0) + right * pixel(1, 1);
  return ((1 - down) * upper + down * lower) / 255;
}
