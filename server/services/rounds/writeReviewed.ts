import { eq } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { reviewedNear } from '#/db/schema/index.ts';

const chunk = 5000;

/** Replaces what a dataset's reviewed neighbours say, in the transaction that publishes the round which found it. */
export async function writeReviewed(
  tx: Tx,
  datasetId: number,
  found: { sampleId: number; said: number[] }[],
): Promise<void> {
  await tx.delete(reviewedNear).where(eq(reviewedNear.datasetId, datasetId));
  for (let from = 0; from < found.length; from += chunk)
    await tx.insert(reviewedNear).values(found.slice(from, from + chunk).map((f) => ({ ...f, datasetId })));
}
