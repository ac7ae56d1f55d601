import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { grayPng } from '#/server/demo/png.ts';
import { openCompute } from './open.ts';
import { openThread } from './openThread.ts';

const compute = openCompute();
afterAll(() => compute.close());
const silent = () => {};

test('a refusal for people keeps its code and sentence on the way out of the thread', async () => {
  const asked = compute.encode({ encoder: 'crystal ball', items: [{ text: 'a' }], seed: 0 }, silent);
  await expect(asked).rejects.toMatchObject({
    name: 'ErrataError',
    code: 'bad_input',
    message: expect.stringMatching(/^There is no encoder “crystal ball”; use lsa/),
  });
});

test('an encoder refuses samples of another kind', async () => {
  const asked = compute.encode({ encoder: 'patches', items: [{ text: 'a' }], seed: 0 }, silent);
  await expect(asked).rejects.toThrow('The encoder “patches” is for image datasets.');
});

test('features and neighbours come back whole, with progress, and the same for the same seed', async () => {
  const items = Array.from({ length: 40 }, (_, i) => ({
    text: `${['sail mast keel', 'yeast flour oven'][i % 2]} ${i}`,
    title: i % 4 ? undefined : 'title',
  }));
  const told: number[] = [];
  const run = async () => {
    const { features } = await compute.encode({ encoder: 'lsa', items, seed: 3 }, (f) => told.push(f));
    const made = await compute.geometry({ features, neighbors: 5, seed: 3 }, silent);
    return { features, nearest: made.nearest };
  };
  const [a, b] = [await run(), await run()];
  expect(a.features.rows).toBe(40);
  expect(told.length).toBeGreaterThan(0);
  expect(b.features.data).toEqual(a.features.data);
  expect(b.nearest).toEqual(a.nearest);
  const own = [...a.nearest.rows.subarray(0, 5)];
  expect(own.filter((row) => row % 2 === 0 && row !== 0)).toHaveLength(5);
});

test('pictures are encoded in order, the same for the same seed, whatever their size', async () => {
  const folder = mkdtempSync(join(inject('scratch'), 'pictures-'));
  const items = Array.from({ length: 24 }, (_, i) => {
    const side = i === 0 ? 28 : 40;
    const pixels = Uint8Array.from({ length: side * side }, (_, at) => (i % 2 ? at % side : at / side) * (255 / side));
    const path = join(folder, `${i}.png`);
    writeFileSync(path, grayPng(pixels, side, side));
    return { path };
  });
  const run = async () => (await compute.encode({ encoder: 'patches', items, seed: 1 }, silent)).features;
  const [a, b] = [await run(), await run()];
  expect(a.rows).toBe(24);
  expect(b.data).toEqual(a.data);
  // Falling to the right and falling down: the pictures of one kind lie closer.
  const row = (i: number) => a.data.subarray(i * a.cols, (i + 1) * a.cols);
  const distance = (i: number, j: number) => row(i).reduce((sum, v, k) => sum + (v - row(j)[k]!) ** 2, 0);
  expect(distance(2, 4)).toBeLessThan(distance(2, 3));
});

test('a thread that is stopped fails what it was doing, and starts again for the next task', async () => {
  const thread = openThread();
  const items = Array.from({ length: 30 }, (_, i) => ({ text: `words of row ${i}` }));
  const doing = thread.call('encode', { encoder: 'lsa', items, seed: 0 }, silent);
  const failed = expect(doing).rejects.toThrow('the compute thread was stopped');
  await thread.close();
  await failed;
  const { features } = await thread.call<{ features: { rows: number } }>(
    'encode',
    { encoder: 'lsa', items, seed: 0 },
    silent,
  );
  expect(features.rows).toBe(30);
  await thread.close();
});
