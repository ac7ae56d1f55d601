import type { Ctx } from '#/server/context.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { drawBatch } from './drawBatch.ts';
import { renewHeld } from './hold.ts';
import { buildItems } from './items.ts';
import { lookFromTop } from './lookFromTop.ts';
import { loadServing } from './serving.ts';
import { inTurn } from './turns.ts';

/**
 * Leases up to `limit` samples of a queue for the reader: first what they still hold there (a reload shows the same
 * samples), then the queue's next, with the hidden audit mixed in. Empty when nothing waits.
 */
export function nextSamples({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { queueId: string; limit: number };
}): Promise<ReviewItem[]> {
  return inTurn(ctx.quick, 'next', () => serve(ctx, input));
}

async function serve(ctx: Ctx, input: { queueId: string; limit: number }): Promise<ReviewItem[]> {
  const { userId, role, queue, settings, roundId, eventsSince, classes, kept } = await loadServing(
    ctx,
    input.queueId,
    input.limit,
  );
  const limit = Math.min(input.limit, queue.policy.batchSize);
  if (roundId === null) return [];
  const { leaseMinutes, auditShare, anchoringShare } = settings;
  const ids = kept.map((h) => h.id);
  const held = kept.length ? await renewHeld(ctx.quick, { ids, userId, leaseMinutes, roundId }) : [];
  const reader = queue.policy.overlap > 1 ? userId : undefined;
  const drawing = { sql: ctx.quick, queue, classes, roundId, userId, leaseMinutes, eventsSince, reader };
  while (held.length < limit) {
    const batch = await drawBatch({ ...drawing, at: new Date() }, limit - held.length, {
      audit: auditShare,
      plain: anchoringShare ?? auditShare,
    });
    if (!batch.drawn) break;
    held.push(...batch.held);
  }
  void lookFromTop(ctx.sql, drawing);
  return buildItems(ctx, { roundId, queue, classes, held, seesAll: role !== 'annotator' });
}
