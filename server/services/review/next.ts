import type { Sql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import { planServing } from '#/server/domain/audit.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { requireQueue } from '#/server/services/queues/require.ts';
import { type Drawing, drawFromQueue, hasWaiting } from './draw.ts';
import { drawFromAudit } from './drawAudit.ts';
import { endExpired, type Held, listHeld, renewHeld } from './hold.ts';
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
  const mine = { queueId: queue.id, datasetId: dataset.id, userId: reader.userId, limit: input.limit };
  const [classes, { watermark }, kept] = await Promise.all([
    loadClasses(sql, dataset.id),
    watermarkOf(sql, roundId),
    listHeld(sql, mine),
    endExpired(sql, dataset.id),
  ]);
  const ids = kept.map((h) => h.id);
  const held = kept.length ? await renewHeld(sql, { ids, userId: reader.userId, leaseMinutes, roundId }) : [];
  const eventsSince = dataset.eventSeq - watermark;
  const drawing = { sql, queue, classes, roundId, userId: reader.userId, leaseMinutes, eventsSince };
  while (held.length < input.limit) {
    const drawn = await draw({ ...drawing, at: new Date() }, input.limit - held.length, auditShare);
    if (!drawn.length) break;
    held.push(...(await withoutSettled(sql, drawn)));
  }
  return buildItems(ctx, { dataset, queue, classes, held, seesAll: role !== 'annotator' });
}

/** Leases `count` new samples as planned; the audit only accompanies a queue that still has samples of its own. */
async function draw(d: Drawing, count: number, auditShare: number): Promise<Held[]> {
  const plan = planServing(count, auditShare);
  const audit = new Set(plan.audit);
  const own = Array.from({ length: count }, (_, i) => i).filter((i) => !audit.has(i));
  const plain = new Set(plan.plain);
  const drawn = await drawFromQueue(d, own, plain);
  if (drawn.length === 0 && (own.length > 0 || !(await hasWaiting(d)))) return [];
  const audited = await drawFromAudit(d, plan.audit);
  const taken = new Set(audited.map((a) => a.place));
  const left = plan.audit.filter((place) => !taken.has(place));
  const more = left.length && drawn.length === own.length ? await drawFromQueue(d, left, plain) : [];
  return [...drawn, ...audited, ...more].sort((a, b) => a.place - b.place);
}

/**
 * A draw sees the samples as they were when it began; what was taken and decided in the meantime is given back, so that
 * nobody reads what is settled.
 */
async function withoutSettled(sql: Sql, drawn: Held[]): Promise<Held[]> {
  const settled = await sql<{ sample_id: string }[]>`
    select sample_id from sample_state where sample_id = any(${drawn.map((h) => h.sampleId)}::bigint[]) and status <> 'open'`;
  if (!settled.length) return drawn;
  const gone = new Set(settled.map((s) => Number(s.sample_id)));
  const ids = drawn.filter((h) => gone.has(h.sampleId)).map((h) => h.id);
  await sql`update lease set ended_at = now(), ended_by = 'released' where id = any(${ids}::text[])`;
  return drawn.filter((h) => !gone.has(h.sampleId));
}

/** The event up to which a round has learned; it never changes. */
function watermarkOf(sql: Sql, roundId: number): Promise<{ watermark: number }> {
  return remembered(sql, `watermark ${roundId}`, async () => {
    const [row] = await sql<{ watermark: number }[]>`select watermark from round where id = ${roundId}`;
    return row ?? { watermark: 0 };
  });
}
