import type { Ctx } from '#/server/context.ts';
import type { LiveEvent } from '#/server/domain/views.ts';
import { requireCapability, requireDataset } from '#/server/services/accounts/require.ts';
import { readEvent, snapshot } from './events.ts';
import { listenLive } from './hub.ts';
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
  let wake = () => {};
  const stop = await listenLive(ctx.sql, (notice) => {
    if (datasetId === null ? notice.type !== 'job' && notice.type !== 'dataset' : notice.datasetId !== datasetId)
      return;
    pending.set(JSON.stringify(notice), notice);
    wake();
  });
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted);
  try {
    for (const notice of await snapshot(ctx, datasetId)) pending.set(JSON.stringify(notice), notice);
    while (!signal?.aborted) {
      const batch = [...pending.values()];
      pending.clear();
      for (const notice of batch) {
        const event = await readEvent(ctx, notice);
        if (signal?.aborted) return;
        if (event) yield event;
      }
      if (batch.length) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (pending.size === 0 && !signal?.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    signal?.removeEventListener('abort', aborted);
    stop();
  }
}

async function watched(ctx: Ctx, slug: string): Promise<number | null> {
  if (slug !== '') return (await requireDataset(ctx, slug, 'read')).dataset.id;
  requireCapability(ctx, 'read');
  return null;
}
