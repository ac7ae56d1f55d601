import { parentPort } from 'node:worker_threads';
import { readyBackend } from '#/ml/backend.ts';
import { findNeighbors, type Search } from '#/ml/geometry/approximate/compare.ts';
import { type RowBlocks, takeBlocks } from '#/ml/threads/row-blocks.ts';

/** What a second thread is told; all that is large in it is shared memory. */
export interface NeighborsTask {
  search: Search;
  blocks: RowBlocks;
}

parentPort?.on('message', async ({ search, blocks }: NeighborsTask) => {
  await readyBackend();
  takeBlocks(blocks, (from, to) => findNeighbors(search, from, to));
});
