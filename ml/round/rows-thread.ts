import { parentPort } from 'node:worker_threads';
import { leaveRowsOut, type SingleRows } from '#/ml/round/left-out-rows.ts';
import { leaveTextsOut, type SingleTexts } from '#/ml/round/left-out-texts.ts';
import { type SolverParts, solverOf } from '#/ml/round/shifted-solver.ts';
import { type RowBlocks, takeBlocks } from '#/ml/threads/row-blocks.ts';

/** What a second thread is told: rows of a ridge expert, or texts; all that is large in it is shared memory. */
export type ThreadTask =
  | { rows: SingleRows; parts: SolverParts; blocks: RowBlocks }
  | { texts: SingleTexts; blocks: RowBlocks };

parentPort?.on('message', (task: ThreadTask) => {
  if ('texts' in task) {
    takeBlocks(task.blocks, (from, to) => leaveTextsOut(task.texts, from, to));
    return;
  }
  const solver = solverOf(task.parts);
  takeBlocks(task.blocks, (from, to) => leaveRowsOut(task.rows, solver, from, to));
});
