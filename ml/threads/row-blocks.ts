/**
 * Work on rows that any number of threads take in blocks, until none is left: whoever is quicker does more, and a thread that
 * never comes costs nothing. One counter for the next block, then a flag per block that is done.
 */
export interface RowBlocks {
  state: Int32Array;
  rows: number;
}

/** Even, so that rows that are worked on in pairs stay together. */
const BLOCK = 1024;
/** For so long (ms) a block that another thread has taken may take; then it is done again, with the same result. */
const PATIENCE = 20_000;

const countOf = (rows: number) => Math.ceil(rows / BLOCK);

export function shareRows(rows: number): RowBlocks {
  const state = new Int32Array(new SharedArrayBuffer(4 * (1 + countOf(rows))));
  return { state, rows };
}

/** Takes blocks and runs `work(from, to)` on each, until none is left. */
export function takeBlocks({ state, rows }: RowBlocks, work: (from: number, to: number) => void): void {
  const count = countOf(rows);
  for (let block = Atomics.add(state, 0, 1); block < count; block = Atomics.add(state, 0, 1)) {
    work(block * BLOCK, Math.min(rows, (block + 1) * BLOCK));
    Atomics.store(state, 1 + block, 1);
    Atomics.notify(state, 1 + block);
  }
}

/** Waits until the blocks that others have taken are done; does those of a thread that has died. */
export function finishBlocks(
  { state, rows }: RowBlocks,
  work: (from: number, to: number) => void,
  patience: number = PATIENCE,
): void {
  for (let block = 0; block < countOf(rows); block++) {
    Atomics.wait(state, 1 + block, 0, patience);
    if (Atomics.load(state, 1 + block) === 0) work(block * BLOCK, Math.min(rows, (block + 1) * BLOCK));
  }
}
