import { parentPort } from 'node:worker_threads';
import { leaveRowsOut, type SingleRows } from '#/ml/round/left-out-rows.ts';
import { type SolverParts, solverOf } from '#/ml/round/shifted-solver.ts';
import { type RowBlocks, takeBlocks } from '#/ml/threads/row-blocks.ts';

/** What a second thread is told; all that is large in it is shared memory. */
export interface RowsTask {
  rows: SingleRows;
  parts: SolverParts;
  blocks: RowBlocks;
}

parentPort?.on('message', ({ rows, parts, blocks }: RowsTask) => {
  const solver = solverOf(parts);
  takeBlocks(blocks, (from, to) => leaveRowsOut(rows, solver, from, to));
});
