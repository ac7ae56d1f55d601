import type { Ctx } from '#/server/context.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { drawBatch } from './drawBatch.ts';
import { type Held, renewHeld } from './hold.ts';
import { toItems } from './items.ts';
import { lookFromTop } from './lookFromTop.ts';
import { noteDrawing } from './planAhead.ts';
import { type ItemsRead, itemStatements, type Place, readItems } from './readItems.ts';
import { noteServed } from './servedFrom.ts';
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
  const place = { sql: ctx.quick, queue, classes, roundId };
  const drawing = { ...place, userId, leaseMinutes, eventsSince, reader };
  const shares = { audit: auditShare, plain: anchoringShare ?? auditShare };
  const sent: { read?: () => Promise<ItemsRead> } = {};
  while (held.length < limit) {
    const before = held.map((h) => h.id);
    const batch = await drawBatch({ ...drawing, at: new Date() }, limit - held.length, shares, (tx, drawn) => {
      const statements = itemStatements(tx, place, [...before, ...drawn]);
      sent.read = statements.read;
      return statements.all;
    });
    if (!batch.drawn) break;
    held.push(...batch.held);
  }
  noteDrawing(drawing);
  void lookFromTop(ctx.sql, drawing);
  if (!held.length) return [];
  noteServed(
    ctx.quick,
    queue.datasetId,
    held.map((h) => h.sampleId),
  );
  const read = await restOf(place, held, await sent.read?.());
  return toItems({ queue, classes, held, userId, seesAll: role !== 'annotator' }, read);
}

/** Reads what the draw's own flight has not: samples held before, where nothing was drawn, and those of a draw in several steps. */
async function restOf(place: Place, held: readonly Held[], read?: ItemsRead): Promise<ItemsRead> {
  const rest = held.filter((h) => !read?.items.has(h.sampleId));
  if (read && !rest.length) return read;
  const more = await readItems(
    place,
    rest.map((h) => h.id),
  );
  return {
    items: new Map([...(read?.items ?? []), ...more.items]),
    near: [...(read?.near ?? []), ...more.near],
    ranks: new Map([...(read?.ranks ?? []), ...more.ranks]),
  };
}
