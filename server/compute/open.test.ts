import { afterAll, expect, test } from 'vitest';
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
    message: 'There is no encoder “crystal ball”; use lsa or patches.',
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
