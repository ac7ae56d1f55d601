import { and, eq, max } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { dataset, queue } from '#/db/schema/index.ts';
import { signals } from '#/ml/signals/index.ts';
import type { SignalInfo } from '#/ml/types.ts';
import { relationQueues } from './relationQueues.ts';

/** What a dataset has that some signals need, or are named by. */
export type Has = Record<NonNullable<SignalInfo['needs']> | 'captions', boolean>;

const asQueue = ({ id, queue: declared, ofCaptions, threshold }: SignalInfo, captions: boolean) =>
  declared ? [{ key: id, orderBy: id, ...((captions && ofCaptions) || declared), filter: { atLeast: threshold } }] : [];

/** A dataset's first queues: the combined suspicion first, then every signal that declares one and has what it needs. Made once. */
export async function createDefaultQueues(
  tx: Tx,
  datasetId: number,
  { has, negativeClass }: { has: Has; negativeClass: string | null },
): Promise<void> {
  const declared = signals.flatMap((s) => (!s.needs || has[s.needs] ? asQueue(s, has.captions) : []));
  const all = [
    {
      key: 'likely-wrong',
      name: 'Likely wrong',
      description: 'All signals combined, most doubtful label first.',
      orderBy: 'suspicion',
      filter: {},
    },
    ...(negativeClass === null ? [] : relationQueues(negativeClass)),
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
  const [set] = await tx.select({ task: dataset.task }).from(dataset).where(eq(dataset.id, datasetId));
  const found = signals.filter((s) => s.needs && needs.includes(s.needs));
  await append(
    tx,
    datasetId,
    found.flatMap((s) => asQueue(s, set?.task === 'image-text')),
  );
}

/** The queues that go by the class for no relation; those of another such class make room. */
export async function createRelationQueues(tx: Tx, datasetId: number, negative: string): Promise<void> {
  const named = relationQueues(negative);
  for (const { key, name, description, filter } of named)
    await tx
      .update(queue)
      .set({ name, description, filter })
      .where(and(eq(queue.datasetId, datasetId), eq(queue.key, key)));
  await append(tx, datasetId, named);
  await createQueuesFor(tx, datasetId, ['negativeClass']);
}

/** Puts queues at the end; one whose key is there already stays as it is. */
async function append(
  tx: Tx,
  datasetId: number,
  declared: Omit<typeof queue.$inferInsert, 'datasetId'>[],
): Promise<void> {
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
