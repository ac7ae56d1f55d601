import { randomUUID } from 'node:crypto';
import type { ISql } from 'postgres';
import { flight, type Statement } from '#/db/flight.ts';
import { planServing } from '#/server/domain/audit.ts';
import {
  type Drawing,
  type Drawn,
  drawFromQueue,
  drawStatement,
  hasWaiting,
  type LeasedRow,
  noteDrawn,
  type QueueRowDrawn,
  toDrawn,
} from './draw.ts';
import { againStatement, planAgain } from './drawAgain.ts';
import { auditStatements, drawFromAudit } from './drawAudit.ts';
import { floorOf } from './positions.ts';
import { releaseSettled } from './settled.ts';

/** Statements to send behind those that draw, in the same flight; `leaseIds` are those of all leases that the draw may have made. */
export type Following = (tx: ISql, leaseIds: string[]) => Statement[];

export interface Batch {
  /** Samples taken, whether or not they could be kept. */
  drawn: number;
  held: Drawn[];
}

/**
 * Leases `count` new samples as planned, in the order of their places; the audit only accompanies a queue that still has
 * samples of its own. What was decided while the draw was under way is given back, so that nobody reads what is settled.
 * @param following sent along in the common case; what they read may lack some of the samples drawn
 */
export async function drawBatch(
  d: Drawing,
  count: number,
  shares: { audit: number; plain: number },
  following: Following = () => [],
): Promise<Batch> {
  const plan = planServing(count, shares.audit, shares.plain);
  const audit = new Set(plan.audit);
  const own = Array.from({ length: count }, (_, i) => i).filter((i) => !audit.has(i));
  const plain = new Set(plan.plain);
  if (own.length === 0) {
    const audited = (await hasWaiting(d)) ? await drawFromAudit(d, plan.audit) : [];
    const taken = new Set(audited.map((a) => a.place));
    const left = plan.audit.filter((place) => !taken.has(place));
    const more = left.length && audited.length ? await drawFromQueue(d, left, plain) : [];
    return withoutSettled(d, [...audited, ...more]);
  }
  return drawTogether(d, { own, audit: plan.audit, plain }, following);
}

/** The common case in one flight: what waits for another reader, the queue's samples, the audit's, and what was settled meanwhile. */
async function drawTogether(
  d: Drawing,
  { own, audit, plain }: Pick<Rest, 'own' | 'audit' | 'plain'>,
  following: Following,
): Promise<Batch> {
  const floor = floorOf(d);
  const ids = own.map(() => randomUUID());
  const auditIds = audit.map(() => randomUUID());
  const again = planAgain(own.length, d.queue.policy);
  // The last places: where nobody waits for another reader they are filled from the queue.
  const againPlaces = own.slice(own.length - again.places);
  const againIds = againPlaces.map(() => randomUUID());
  let zeroth: PromiseLike<LeasedRow[]> | undefined;
  let first!: PromiseLike<QueueRowDrawn[]>;
  let second: PromiseLike<LeasedRow[]> | undefined;
  let third!: PromiseLike<{ id: string }[]>;
  await flight(d.sql, (tx) => {
    const others = againIds.length
      ? againStatement(tx, d, { places: againPlaces.toReversed(), ids: againIds, gold: again.gold })
      : null;
    const fromQueue = drawStatement(tx, d, { places: own, ids, plain, floor, unless: againIds });
    const fromAudit = audit.length ? auditStatements(tx, d, { places: audit, ids: auditIds, after: ids }) : null;
    const settled = releaseSettled(tx, [...ids, ...auditIds]);
    [zeroth, first, second, third] = [others ?? undefined, fromQueue, fromAudit?.drawn, settled];
    const more = following(tx, [...againIds, ...ids, ...auditIds]);
    return [...(others ? [others] : []), fromQueue, ...(fromAudit?.all ?? []), settled, ...more];
  });
  const look = noteDrawn(d, await first, floor);
  const gone = new Set((await third).map((r) => r.id));
  const audited = ((await second) ?? []).map(toDrawn);
  const leases = [...look.leases, ...((await zeroth) ?? []).map(toDrawn)];
  const batch = {
    drawn: leases.length + audited.length,
    held: [...leases, ...audited].filter((h) => !gone.has(h.id)),
  };
  const short = own.length > leases.length && (look.picked > 0 || floor !== null);
  if (short || (audited.length < audit.length && leases.length === own.length)) {
    const more = await drawRest(d, { own, audit, plain, leases, audited, short });
    batch.drawn += more.drawn;
    batch.held.push(...more.held);
  }
  batch.held.sort((a, b) => a.place - b.place);
  return batch;
}

interface Rest {
  own: number[];
  audit: number[];
  plain: ReadonlySet<number>;
  leases: Drawn[];
  audited: Drawn[];
  /** The queue gave less than was asked for, and may have more. */
  short: boolean;
}

/** What the flight left open: samples that others took meanwhile, places that the audit could not fill. */
async function drawRest(d: Drawing, { own, audit, plain, leases, audited, short }: Rest): Promise<Batch> {
  const without = (places: number[], taken: Drawn[]) => places.filter((p) => !taken.some((t) => t.place === p));
  const filled = short ? await drawFromQueue(d, without(own, leases), plain) : [];
  // The audit waited for the queue to show that it has samples of its own.
  const late = leases.length === 0 && filled.length > 0 ? await drawFromAudit(d, audit) : [];
  const left = without(audit, [...audited, ...late]);
  const full = leases.length + filled.length === own.length;
  const more = left.length && full ? await drawFromQueue(d, left, plain) : [];
  return withoutSettled(d, [...filled, ...late, ...more]);
}

async function withoutSettled(d: Drawing, drawn: Drawn[]): Promise<Batch> {
  if (!drawn.length) return { drawn: 0, held: [] };
  const ids = drawn.map((h) => h.id);
  const gone = new Set((await releaseSettled(d.sql, ids)).map((r) => r.id));
  return { drawn: drawn.length, held: drawn.filter((h) => !gone.has(h.id)).sort((a, b) => a.place - b.place) };
}
