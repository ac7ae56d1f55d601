import type { Tx } from '#/db/client.ts';
import { queue } from '#/db/schema/index.ts';
import { signals } from '#/ml/signals/index.ts';

/** A dataset's first queues: the combined suspicion first, then every signal that declares one and has what it needs. Made once. */
export async function createDefaultQueues(
  tx: Tx,
  datasetId: number,
  has: { ownProbabilities: boolean },
): Promise<void> {
  const declared = signals.flatMap((s) =>
    s.queue && (!s.needs || has[s.needs])
      ? [{ key: s.id, orderBy: s.id, ...s.queue, filter: { atLeast: s.threshold } }]
      : [],
  );
  const all = [
    {
      key: 'likely-wrong',
      name: 'Likely wrong',
      description: 'All signals combined, most doubtful label first.',
      orderBy: 'suspicion',
      filter: {},
    },
    ...declared,
  ];
  await tx
    .insert(queue)
    .values(all.map((q, position) => ({ ...q, datasetId, position })))
    .onConflictDoNothing();
}
