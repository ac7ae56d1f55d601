import type { Ctx } from '#/server/context.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { drawAhead, takeSetAside } from './drawAhead.ts';
import { fill, readRest } from './fill.ts';
import { type Held, renewHeld } from './hold.ts';
import { toItems } from './items.ts';
import { lookFromTop } from './lookFromTop.ts';
import { noteDrawing } from './planAhead.ts';
import { requireReader } from './reader.ts';
import { allRead, nothingRead } from './readItems.ts';
import { noteServed } from './servedFrom.ts';
import { loadServing } from './serving.ts';
import { type SetAside, withdraw, without } from './setAside.ts';
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
  const { userId } = requireReader(ctx);
  const before = await takeSetAside(ctx.quick, { userId, queueId: input.queueId });
  const set: { left: SetAside | null } = { left: before };
  try {
    return await serveFrom(ctx, input, set);
  } catch (error) {
    if (set.left) withdraw(ctx.quick, set.left.held).catch(() => {});
    throw error;
  }
}

async function serveFrom(
  ctx: Ctx,
  input: { queueId: string; limit: number },
  set: { left: SetAside | null },
): Promise<ReviewItem[]> {
  const serving = await loadServing(ctx, { ...input, ahead: set.left?.held ?? [] });
  const { userId, role, queue, settings, roundId, eventsSince, classes } = serving;
  const limit = Math.min(input.limit, queue.policy.batchSize);
  if (roundId === null) return [];
  const { leaseMinutes, auditShare, anchoringShare } = settings;
  const stale = set.left && set.left.roundId !== roundId ? set.left : null;
  if (stale) {
    set.left = null;
    await withdraw(ctx.quick, stale.held);
  }
  const gone = new Set(stale?.held.map((h) => h.id));
  const unseen = new Set(set.left?.held.map((h) => h.id));
  const kept = serving.kept.filter((h, i) => !gone.has(h.id) && (i < limit || !unseen.has(h.id)));
  const reader = queue.policy.overlap > 1 ? userId : undefined;
  const place = { sql: ctx.quick, queue, classes, roundId };
  const drawing = { ...place, userId, leaseMinutes, eventsSince, reader };
  const shares = { audit: auditShare, plain: anchoringShare ?? auditShare };
  const ahead = set.left?.read ?? nothingRead();
  const isFresh = (h: Held) =>
    ahead.items.has(h.sampleId) && h.expiresAt.getTime() - Date.now() > leaseMinutes * 30_000;
  const held =
    kept.length === 0 || (kept.length >= limit && kept.every(isFresh))
      ? [...kept]
      : await renewHeld(ctx.quick, { ids: kept.map((h) => h.id), userId, leaseMinutes, roundId });
  let read = ahead;
  if (held.length < limit) {
    const more = await fill({ ...drawing, at: new Date() }, place, limit - held.length, shares);
    held.push(...more.held);
    read = allRead(read, more.read);
  }
  noteDrawing(drawing);
  void lookFromTop(ctx.sql, drawing);
  if (!held.length) return [];
  read = await readRest(place, held, read);
  noteServed(
    ctx.quick,
    queue.datasetId,
    held.map((h) => h.sampleId),
  );
  // Where fewer are kept than were asked for, those are all that there are.
  const left = set.left && kept.length >= limit ? without(set.left, new Set(held.map((h) => h.id))) : null;
  set.left = null;
  if (held.length >= limit) drawAhead({ ...drawing, limit, shares }, left);
  else if (left) void withdraw(ctx.quick, left.held).catch(() => {});
  return toItems({ queue, classes, held, userId, seesAll: role !== 'annotator' }, read);
}
