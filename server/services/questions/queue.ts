import { sql } from 'drizzle-orm';
import type { Db } from '#/db/client.ts';
import { queue } from '#/db/schema/index.ts';
import { visualQuestions } from '#/ml/signals/visual-questions.ts';

/** The queue of the signal `visual-questions`, for datasets whose first round came before there was one. */
export async function ensureQuestionQueue(db: Db, datasetId: number): Promise<void> {
  await db
    .insert(queue)
    .values({
      datasetId,
      key: visualQuestions.id,
      orderBy: visualQuestions.id,
      ...visualQuestions.queue!,
      filter: { atLeast: visualQuestions.threshold },
      position: sql`(select coalesce(max(position), 0) + 1 from queue where dataset_id = ${datasetId})`,
    })
    .onConflictDoNothing();
}
