import { expect, test } from 'vitest';
import { encodeImages, encodeTexts } from './index.ts';
import { usualDims } from './text/lsa.ts';

const topics = ['boat sail harbour wind anchor', 'bread oven flour yeast crust', 'piano chord melody tempo score'];

/** Texts of three topics, words in a seeded order. */
function texts(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const words = topics[i % 3].split(' ');
    return Array.from({ length: 8 }, (_, j) => words[(i * 7 + j * (1 + (i % 4))) % 5]).join(' ');
  });
}

function cosine(data: Float32Array, cols: number, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) sum += data[a * cols + j] * data[b * cols + j];
  return sum;
}

test('texts of one topic lie closer than texts of two', async () => {
  const encoded = await encodeTexts(() => texts(120), { seed: 1, dims: 8 });
  expect([encoded.rows, encoded.cols]).toEqual([120, 8]);
  expect(cosine(encoded.data, 8, 0, 3)).toBeGreaterThan(0.6);
  expect(Math.abs(cosine(encoded.data, 8, 0, 1))).toBeLessThan(0.2);
});

test('the more texts the more columns, as long as they are cheap', () => {
  expect([10, 1000, 6046, 18_846, 30_000, 100_000].map(usualDims)).toEqual([384, 384, 622, 1024, 666, 384]);
});

test('the same seed gives the same bytes', async () => {
  const [a, b] = [await encodeTexts(() => texts(60), { seed: 5 }), await encodeTexts(() => texts(60), { seed: 5 })];
  expect(Buffer.from(a.data.buffer).equals(Buffer.from(b.data.buffer))).toBe(true);
});

test('empty texts, emoji and scripts without spaces are encoded', async () => {
  const some = [
    '',
    '   ',
    '😀😀 😀',
    '😀',
    '今日は天気がいい',
    '今日は天気が悪い',
    '!!!',
    'plain words here',
    'plain words there',
    'ünïcödé',
  ];
  const encoded = await encodeTexts(() => some, { seed: 0 });
  const { data, cols } = encoded;
  expect(encoded.rows).toBe(some.length);
  expect(cols).toBeLessThan(some.length);
  expect(data.every(Number.isFinite)).toBe(true);
  expect(cosine(data, cols, 0, 0)).toBe(0);
  expect(cosine(data, cols, 2, 3)).toBeGreaterThan(0.9);
  expect(cosine(data, cols, 4, 5)).toBeGreaterThan(cosine(data, cols, 4, 7) + 0.2);
});

test('no text, one text and equal texts do not fail', async () => {
  expect((await encodeTexts(() => [], { seed: 0 })).rows).toBe(0);
  expect((await encodeTexts(() => ['one'], { seed: 0 })).rows).toBe(1);
  const same = await encodeTexts(() => Array.from({ length: 20 }, () => 'the same words'), { seed: 0 });
  expect(same.data.every(Number.isFinite)).toBe(true);
});

/** Pictures with a bright horizontal or vertical bar at a place that depends on the row. */
function bars(count: number) {
  return Array.from({ length: count }, (_, i) => {
    const pixels = new Uint8Array(784);
    const at = 8 + ((i * 5) % 12);
    for (let j = 4; j < 24; j++) pixels[i % 2 ? j * 28 + at : at * 28 + j] = 200 + ((i * 13) % 50);
    return { width: 28, height: 28, channels: 1 as const, pixels };
  });
}

test('pictures of one kind lie closer than pictures of two, the same bytes for the same seed', async () => {
  const encoded = await encodeImages(() => bars(80), { seed: 2, dims: 16 });
  expect([encoded.rows, encoded.cols]).toEqual([80, 16]);
  const { data, cols } = encoded;
  const mean = (shift: number) => {
    let sum = 0;
    for (let i = 0; i + 13 < 80; i++) sum += cosine(data, cols, i, i + shift);
    return sum;
  };
  expect(mean(12)).toBeGreaterThan(mean(13));
  const again = await encodeImages(() => bars(80), { seed: 2, dims: 16 });
  expect(Buffer.from(data.buffer).equals(Buffer.from(again.data.buffer))).toBe(true);
});

test('blank pictures, one picture and a picture of another size', async () => {
  const blank = Array.from({ length: 5 }, () => ({
    width: 28,
    height: 28,
    channels: 1 as const,
    pixels: new Uint8Array(784),
  }));
  expect((await encodeImages(() => blank, { seed: 0 })).data.every(Number.isFinite)).toBe(true);
  expect((await encodeImages(() => bars(1), { seed: 0 })).rows).toBe(1);
  const mixed = [...bars(2), { width: 32, height: 32, channels: 3 as const, pixels: new Uint8Array(3072) }];
  await expect(encodeImages(() => mixed, { seed: 0 })).rejects.toThrow('32×32×3');
});

test('with the columns come the words: those of several texts, weighed, each once per text', async () => {
  const { words } = await encodeTexts(() => texts(120), { seed: 1, dims: 8 });
  expect(words?.words).toBe(15);
  const { start, word, weight } = words!;
  expect(start).toHaveLength(121);
  expect(start[120]).toBe(word.length);
  for (let i = 0; i < 120; i++) {
    const own = [...word.subarray(start[i], start[i + 1])];
    expect(new Set(own).size).toBe(own.length);
    expect(own.length).toBe(new Set(texts(120)[i].split(' ')).size);
  }
  expect(weight.every((value) => value > 0 && value < 1)).toBe(true);
});
