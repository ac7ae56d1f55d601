import { eq, max } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { queue } from '#/db/schema/index.ts';
import { signals } from '#/ml/signals/index.ts';
import type { SignalInfo } from '#/ml/types.ts';

/** What a dataset has that some signals need. */
export type Has = Record<NonNullable<SignalInfo['needs']>, boolean>;

const asQueue = ({ id, queue: declared, threshold }: SignalInfo) =>
  declared ? [{ key: id, orderBy: id, ...declared, filter: { atLeast: threshold } }] : [];

/** A dataset's first queues: the combined suspicion first, then every signal that declares one and has what it needs. Made once. */
export async function createDefaultQueues(tx: Tx, datasetId: number, has: Has): Promise<void> {
  const declared = signals.flatMap((s) => (!s.needs || has[s.needs] ? asQueue(s) : []));
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

/** Queues of the signals that could say nothing until now, at the end of a dataset's queues. */
export async function createQueuesFor(
  tx: Tx,
  datasetId: number,
  needs: NonNullable<SignalInfo['needs']>[],
): Promise<void> {
  const declared = signals.filter((s) => s.needs && needs.includes(s.needs)).flatMap(asQueue);
  if (declared.length === 0) return;
  const [last] = await tx
    .select({ position: max(queue.position) })
    .from(queue)
    .where(eq(queue.datasetId, datasetId));
  await tx
    .insert(queue)
    .values(declared.map((q, i) => ({ ...q, datasetId, position: (last?.position ?? 0) + 1 + i })))
    .onConflictDoNothing();
}
