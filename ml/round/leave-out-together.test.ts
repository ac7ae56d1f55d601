import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { classSums } from '#/ml/round/leave-one-out.ts';
import { leaveOut } from '#/ml/round/leave-out-together.ts';
import type { SingleRows } from '#/ml/round/left-out-rows.ts';
import { solverOf } from '#/ml/round/shifted-solver.ts';
import { finishBlocks, shareRows, takeBlocks } from '#/ml/threads/row-blocks.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';

const [rows, cols, classes] = [13_001, 400, 10];

function task(shared: boolean): SingleRows {
  const random = seeded(5);
  const memory = (bytes: number) => (shared ? sharedBytes(bytes) : new ArrayBuffer(bytes));
  const z = new Float32Array(memory(4 * rows * cols));
  for (let i = 0; i < z.length; i++) z[i] = random.normal();
  return {
    z,
    cols,
    classes,
    target: Int32Array.from({ length: rows }, () => random.below(classes + 1) - 1),
    singles: Int32Array.from({ length: rows }, (_, i) => i),
    columns: Float64Array.from({ length: classes * cols }, () => random.normal()),
    extra: null,
    values: new Float32Array(memory(4 * rows * classes)),
    leverage: new Float64Array(memory(8 * rows)),
  };
}

test.each(['diagonal', 'tridiagonal'])('two threads give the bits of one (%s)', (kind) => {
  const random = seeded(6);
  const solver = solverOf({
    inverse: Float64Array.from({ length: cols }, () => 1e-4 + 1e-4 * random.uniform()),
    factor: kind === 'diagonal' ? null : Float64Array.from({ length: cols }, () => 0.1 * random.uniform()),
  });
  const [one, two] = [task(false), task(true)];
  leaveOut(one, solver);
  // Twice: the first time the thread may come when everything is done.
  for (let i = 0; i < 2; i++) {
    two.values.fill(0);
    two.leverage.fill(0);
    leaveOut(two, solver);
    expect([...two.values]).toEqual([...one.values]);
    expect([...two.leverage]).toEqual([...one.leverage]);
  }
  expect(one.leverage.every((h) => h !== 0)).toBe(true);
});

test('every row is done once, and what a lost thread had taken is done again', () => {
  const blocks = shareRows(5000);
  const done = new Uint8Array(5000);
  // Takes the first block and never gives it back.
  Atomics.add(blocks.state, 0, 1);
  const work = (from: number, to: number) => {
    for (let i = from; i < to; i++) done[i] += 1;
  };
  takeBlocks(blocks, work);
  expect(done[0]).toBe(0);
  finishBlocks(blocks, work, 1);
  expect(done.every((times) => times === 1)).toBe(true);
});

test('class sums that follow the labels are those made anew, to the last bit', () => {
  const random = seeded(7);
  const z = new Float32Array(sharedBytes(4 * 300 * 7));
  // On a grid, as the rows of a geometry are.
  for (let i = 0; i < z.length; i++) z[i] = Math.round(random.normal() * 2 ** 12) / 2 ** 12;
  const target = Int32Array.from({ length: 300 }, () => random.below(5) - 1);
  const fresh = () => classSums({ z: Float32Array.from(z), cols: 7 }, target, 4);
  expect(classSums({ z, cols: 7 }, target, 4)).toEqual(fresh());
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 20; n++) target[random.below(300)] = random.below(5) - 1;
    expect(classSums({ z, cols: 7 }, target, 4)).toEqual(fresh());
  }
});
