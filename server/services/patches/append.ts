import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { appendEvents, type BulkEvent, lockLog } from '#/server/services/bulk/append.ts';
import { notice } from '#/server/services/live/publish.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';

/** The reader that a patch's decisions carry in the log. */
export const importReader = (patchId: string) => `import:${patchId}`;

/** Events per transaction: readers wait for the dataset's lock that long. */
const chunk = 500;

export interface Written {
  datasetId: number;
  patchId: string;
  /** Told the number of events dealt with. */
  onChunk?: (done: number) => void;
  signal?: AbortSignal;
}

/**
 * Appends a patch's events to the log, some hundred at a time, and brings the samples' states up to date. What is stored
 * already is left alone, so that whoever was cut off calls it again.
 */
export async function writePatchEvents(
  ctx: Pick<Ctx, 'sql'>,
  { datasetId, patchId, onChunk, signal }: Written,
  events: readonly Omit<BulkEvent, 'reason' | 'milliseconds'>[],
): Promise<void> {
  for (let from = 0; from < events.length; from += chunk) {
    signal?.throwIfAborted();
    const piece = events.slice(from, from + chunk).map((e) => ({ ...e, reason: null, milliseconds: null }));
    await inTransaction(ctx.sql, async (tx) => {
      const log = await lockLog(tx, datasetId);
      if (!log) return;
      const classes = await loadClasses(tx, datasetId);
      const about = { ...log, datasetId, userId: importReader(patchId), guideline: 0, source: patchId, classes };
      await appendEvents(tx, about, piece);
      await notice(tx, { type: 'decisions', datasetId });
    });
    onChunk?.(Math.min(events.length, from + chunk));
  }
}
