import type { Ctx } from '#/server/context.ts';
import type { LiveEvent } from '#/server/domain/views.ts';
import { requireCapability, requireDataset } from '#/server/services/accounts/require.ts';
import { readEvent, snapshot } from './events.ts';
import { listenLive, noticeKey } from './hub.ts';
import type { LiveNotice } from './publish.ts';

/** Between two readings, so that a burst of decisions is told once. */
const pauseMs = 50;

/**
 * What happens to one dataset, or with slug '' the jobs and states of all of them: first how things stand, then every
 * change, until the signal aborts. Notices that pile up while the client is slow are merged per row; the row is read
 * when it is sent, so the last event always tells the present. Carries no figure that an annotator may not see.
 * @throws not_found, forbidden.
 */
export async function* watchDataset({
  ctx,
  input,
  signal,
}: {
  ctx: Ctx;
  input: { slug: string };
  signal: AbortSignal | undefined;
}): AsyncGenerator<LiveEvent> {
  const datasetId = await watched(ctx, input.slug);
  const pending = new Map<string, LiveNotice>();
  let stale = true;
  let wake = () => {};
  const tap = await listenLive(ctx.sql, (notice) => {
    if (notice === 'resync') stale = true;
    else if (isFor(notice, datasetId)) pending.set(noticeKey(notice), notice);
    else return;
    wake();
  });
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted);
  try {
    while (!signal?.aborted) {
      if (stale) {
        stale = false;
        for (const notice of await snapshot(ctx, datasetId)) pending.set(noticeKey(notice), notice);
      }
      const batch = [...pending.values()];
      pending.clear();
      for (const notice of batch) {
        const event = await tap.read(notice, (n) => readEvent(ctx, n));
        if (signal?.aborted) return;
        if (event) yield event;
      }
      if (batch.length) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (pending.size === 0 && !stale && !signal?.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    signal?.removeEventListener('abort', aborted);
    tap.stop();
  }
}

/** Watching all datasets, only jobs and states are told: the rest is of use on a dataset's own pages. */
function isFor(notice: LiveNotice, datasetId: number | null): boolean {
  return datasetId === null ? notice.type === 'job' || notice.type === 'dataset' : notice.datasetId === datasetId;
}

async function watched(ctx: Ctx, slug: string): Promise<number | null> {
  if (slug !== '') return (await requireDataset(ctx, slug, 'read')).dataset.id;
  requireCapability(ctx, 'read');
  return null;
}
