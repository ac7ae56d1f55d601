import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '#/db/client.ts';
import { dataset, round } from '#/db/schema/index.ts';
import { publishIn } from '#/server/services/live/publish.ts';
import { createDefaultQueues, type Has } from './defaultQueues.ts';
import { scoreTable } from './scoreTable.ts';
import { writeReviewed } from './writeReviewed.ts';

/** What a round has found, as stored with it. */
export type RoundFindings = Pick<
  typeof round.$inferSelect,
  'decisions' | 'changed' | 'hitRate' | 'methodHash' | 'backend' | 'metrics' | 'noiseMatrix' | 'warmState' | 'diff'
>;

/**
 * Attaches the scores, moves the dataset's pointer and tells everyone, in one transaction: readers see the round before
 * or this one, never a part. The first round also freezes the doubt that the hidden audit is measured against and makes
 * the default queues.
 * @param durations called last inside the transaction, so that the stored total includes what it did.
 */
export async function publishRound(
  db: Db,
  published: {
    datasetId: number;
    roundId: number;
    first: boolean;
    has: Has;
    negativeClass: string | null;
    /** What reviewed neighbours say against labels. */
    reviewed: { sampleId: number; said: number[] }[];
  },
  findings: RoundFindings,
  durations: () => Record<string, number>,
): Promise<void> {
  const { datasetId, roundId, first } = published;
  await db.transaction(async (tx) => {
    const table = sql.raw(scoreTable(roundId));
    await tx.execute(sql.raw(`alter table score attach partition ${scoreTable(roundId)} for values in (${roundId})`));
    if (first) {
      await tx.execute(sql`
        update sample s set frozen_doubt = 1 - c.p_given from ${table} c
        where s.id = c.sample_id and s.dataset_id = ${datasetId} and s.frozen_doubt is null`);
      await createDefaultQueues(tx, datasetId, published);
    }
    const [moved] = await tx
      .update(round)
      .set({ ...findings, state: 'published', publishedAt: sql`now()`, durations: durations() })
      .where(and(eq(round.id, roundId), eq(round.state, 'running')))
      .returning({ id: round.id });
    if (!moved) throw new Error(`round ${roundId} is no longer running; another worker has taken over`);
    await writeReviewed(tx, datasetId, published.reviewed);
    await tx.update(dataset).set({ roundId, state: 'ready', message: null }).where(eq(dataset.id, datasetId));
    await publishIn(tx, { type: 'round', datasetId, roundId });
    await publishIn(tx, { type: 'dataset', datasetId });
  });
}
