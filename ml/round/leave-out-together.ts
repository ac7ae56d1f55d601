import { leaveRowsOut, type SingleRows } from '#/ml/round/left-out-rows.ts';
import type { ThreadTask } from '#/ml/round/rows-thread.ts';
import type { ShiftedSolver } from '#/ml/round/shifted-solver.ts';
import { finishBlocks, shareRows, takeBlocks } from '#/ml/threads/row-blocks.ts';
import { canShare, secondThread } from '#/ml/threads/second-thread.ts';

/** Multiplications from which a second thread is worth telling. */
const LEAST_WORK = 5e7;

/** Leaves out all singles, with a second thread where the rows lie in shared memory and are many; the same to the last bit. */
export function leaveOut(rows: SingleRows, solver: ShiftedSolver): void {
  const { z, values, leverage, singles, cols, classes } = rows;
  const work = (from: number, to: number) => leaveRowsOut(rows, solver, from, to);
  if (solver.parts && canShare(z, values, leverage) && singles.length * cols * classes >= LEAST_WORK) {
    const blocks = shareRows(singles.length);
    secondThread('rows').postMessage({ rows, parts: solver.parts, blocks } satisfies ThreadTask);
    takeBlocks(blocks, work);
    finishBlocks(blocks, work);
  } else work(0, singles.length);
}
