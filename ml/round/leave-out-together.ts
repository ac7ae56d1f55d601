import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { leaveRowsOut, type SingleRows } from '#/ml/round/left-out-rows.ts';
import { finishBlocks, shareRows, takeBlocks } from '#/ml/round/row-blocks.ts';
import type { RowsTask } from '#/ml/round/rows-thread.ts';
import type { ShiftedSolver } from '#/ml/round/shifted-solver.ts';

/** Multiplications from which a second thread is worth telling. */
const LEAST_WORK = 5e7;

let second: Worker | null = null;

/** One more thread for this one, kept for the next round. As source it needs our import alias; bundled it lies beside the bundle. */
function secondThread(): Worker {
  if (second) return second;
  const here = new URL(import.meta.url);
  const source = here.pathname.endsWith('.ts');
  const alias = new URL('../../bin/boot/alias.mjs', here).href;
  const started = source
    ? new Worker(new URL('./rows-thread.ts', here), { execArgv: ['--import', alias] })
    : new Worker(new URL('./rows-thread.mjs', here));
  // It never keeps a process alive; where it ends, for lack of memory, this thread does the work alone.
  started.unref();
  started.on('error', () => {});
  started.on('exit', () => {
    second = null;
  });
  second = started;
  return started;
}

const isShared = (array: { buffer: ArrayBufferLike }) => array.buffer instanceof SharedArrayBuffer;

/** Memory that other threads can see. */
export function sharedBytes(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

/** Leaves out all singles, with a second thread where the rows lie in shared memory and are many; the same to the last bit. */
export function leaveOut(rows: SingleRows, solver: ShiftedSolver): void {
  const { z, values, leverage, singles, cols, classes } = rows;
  const work = (from: number, to: number) => leaveRowsOut(rows, solver, from, to);
  const shared = isShared(z) && isShared(values) && isShared(leverage);
  if (solver.parts && shared && availableParallelism() > 1 && singles.length * cols * classes >= LEAST_WORK) {
    const blocks = shareRows(singles.length);
    secondThread().postMessage({ rows, parts: solver.parts, blocks } satisfies RowsTask);
    takeBlocks(blocks, work);
    finishBlocks(blocks, work);
  } else work(0, singles.length);
}
