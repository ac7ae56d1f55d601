import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { readPolicy } from '#/server/domain/queuePolicy.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import { type LoadedQueue, requireQueue } from '#/server/services/queues/require.ts';

/**
 * The queue in which a reader may go through many samples at a glance.
 * @throws ErrataError bad_input without one, or with one of another dataset; forbidden where the queue is read blind or by
 *   several readers: at a glance the given label cannot be hidden, and one bulk is not several opinions
 */
export async function requireGrid(ctx: Ctx, dataset: DatasetRow, queueId: string | undefined): Promise<LoadedQueue> {
  if (queueId === undefined) throw new ErrataError('bad_input', 'Name the queue in which the samples were chosen.');
  const loaded = await requireQueue(ctx, queueId, 'review');
  if (loaded.dataset.id !== dataset.id) throw new ErrataError('bad_input', 'This queue is of another dataset.');
  const { blind, overlap, verdicts, requireNoteOnChange } = readPolicy(loaded.queue.policy);
  if (blind) throw new ErrataError('forbidden', 'This queue is read blind; the grid would show the given labels.');
  if (overlap > 1)
    throw new ErrataError('forbidden', `Every sample of this queue goes to ${overlap} readers, one by one.`);
  if (requireNoteOnChange || !verdicts.includes('keep') || !verdicts.includes('relabel'))
    throw new ErrataError('forbidden', 'The policy of this queue asks for more than a glance can give.');
  return loaded;
}
