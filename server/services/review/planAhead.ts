import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';
import { flight } from '#/db/flight.ts';
import { type Drawing, drawStatement } from './draw.ts';
import { againStatement } from './drawAgain.ts';
import { auditStatements } from './drawAudit.ts';
import { itemStatements } from './readItems.ts';
import { releaseSettled } from './settled.ts';

type Drawn = Omit<Drawing, 'at'>;

/** What was drawn last from a dataset: the next draw is likely to be of the same queue. */
const last = new WeakMap<Sql, LRUCache<number, Drawn>>();
const most = 50;

export function noteDrawing(d: Drawn): void {
  const known = last.get(d.sql) ?? new LRUCache<number, Drawn>({ max: most });
  last.set(d.sql, known);
  known.set(d.queue.datasetId, d);
}

/**
 * A round's scores are a new table among those that draws read, so every connection plans its statements anew: ten milliseconds,
 * for whoever comes first. Sends a draw of no samples on each of them, which plans and changes nothing.
 */
export async function planAhead(
  sql: Sql,
  { datasetId, roundId }: { datasetId: number; roundId: number },
): Promise<void> {
  const before = last.get(sql)?.get(datasetId);
  if (!before) return;
  const d = { ...before, roundId, at: new Date() };
  // At once, so that each gets another connection.
  const all = Array.from({ length: sql.options.max }, () => flight(sql, (tx) => drawNothing(tx, d)));
  for (const planned of await Promise.allSettled(all)) if (planned.status === 'rejected') throw planned.reason;
}

/** The statements of a draw as `drawBatch` sends them, for no places. */
function drawNothing(tx: Parameters<Parameters<typeof flight>[1]>[0], d: Drawing) {
  const none = { places: [], ids: [] };
  const nobody = [randomUUID()];
  const own = { ...none, plain: new Set<number>(), unless: nobody };
  return [
    againStatement(tx, d, { ...none, gold: 0 }),
    drawStatement(tx, d, { ...own, floor: null }),
    drawStatement(tx, d, { ...own, floor: 0 }),
    ...auditStatements(tx, d, { ...none, after: nobody }).all,
    releaseSettled(tx, nobody),
    ...itemStatements(tx, d, nobody).all,
  ];
}
