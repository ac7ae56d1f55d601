import type { Sql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import { planServing } from '#/server/domain/audit.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { requireQueue } from '#/server/services/queues/require.ts';
import { type Drawing, drawFromQueue, hasWaiting } from './draw.ts';
import { drawFromAudit } from './drawAudit.ts';
import { endExpired, listHeld, renewHeld } from './hold.ts';
import { buildItems } from './items.ts';
import { requireReader } from './reader.ts';

/**
 * Leases up to `limit` samples of a queue for the reader: first what they still hold there (a reload shows the same
 * samples), then the queue's next, with the hidden audit mixed in. Empty when nothing waits.
 */
export async function nextSamples({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { queueId: string; limit: number };
}): Promise<ReviewItem[]> {
  const reader = requireReader(ctx);
  const { queue, dataset, role } = await requireQueue(ctx, input.queueId, 'review');
  if (dataset.roundId === null) return [];
  const { sql } = ctx;
  const { leaseMinutes, auditShare } = dataset.settings;
  const roundId = dataset.roundId;
  const [classes, { watermark }] = await Promise.all([
    loadClasses(sql, dataset.id),
    watermarkOf(sql, roundId),
    endExpired(sql, dataset.id),
  ]);
  const mine = { queueId: queue.id, datasetId: dataset.id, userId: reader.userId, limit: input.limit };
  let held = await listHeld(sql, mine);
  if (held.length)
    held = await renewHeld(sql, { ids: held.map((h) => h.id), userId: reader.userId, leaseMinutes, roundId });
  const missing = input.limit - held.length;
  if (missing > 0) {
    const eventsSince = dataset.eventSeq - watermark;
    const drawing = { sql, queue, classes, roundId, userId: reader.userId, leaseMinutes, eventsSince };
    if ((await draw(drawing, missing, auditShare)) > 0) held = await listHeld(sql, mine);
  }
  return buildItems(ctx, { dataset, queue, classes, held, seesAll: role !== 'annotator' });
}

/** Leases `count` new samples as planned; the audit only accompanies a queue that still has samples of its own. */
async function draw(d: Drawing, count: number, auditShare: number): Promise<number> {
  const plan = planServing(count, auditShare);
  const audit = new Set(plan.audit);
  const own = Array.from({ length: count }, (_, i) => i).filter((i) => !audit.has(i));
  const plain = new Set(plan.plain);
  const drawn = await drawFromQueue(d, own, plain);
  if (drawn === 0 && (own.length > 0 || !(await hasWaiting(d)))) return 0;
  const audited = await drawFromAudit(d, plan.audit);
  const left = plan.audit.slice(audited);
  return drawn + audited + (left.length && drawn === own.length ? await drawFromQueue(d, left, plain) : 0);
}

/** The event up to which a round has learned; it never changes. */
function watermarkOf(sql: Sql, roundId: number): Promise<{ watermark: number }> {
  return remembered(sql, `watermark ${roundId}`, async () => {
    const [row] = await sql<{ watermark: number }[]>`select watermark from round where id = ${roundId}`;
    return row ?? { watermark: 0 };
  });
}
