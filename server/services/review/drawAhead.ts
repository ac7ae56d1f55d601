import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';
import { type Drawing, freeSamples } from './draw.ts';
import { fill, type Shares } from './fill.ts';
import { floorOf } from './positions.ts';
import { type SetAside, together, withdraw, without } from './setAside.ts';
import { inTurn } from './turns.ts';

/** What a reader was served from, and is likely to ask for again. */
export interface Asked extends Omit<Drawing, 'at'> {
  limit: number;
  shares: Shares;
}

/** One reader in one queue. */
interface Waiting {
  asked: Asked;
  /** When they are given up, in milliseconds since 1970; another round does not change that. */
  until: number;
  set: SetAside | null;
  /** When the draw begins, or the set is taken back. */
  timer?: NodeJS.Timeout;
  /** The draw that is being made. */
  drawing?: Promise<void>;
}

interface Readers {
  waiting: Map<string, Waiting>;
  /** Done when the last draw asked for is. One goes at a time, so that there is a place for who comes to be served. */
  last: Promise<void>;
  /** By queue and round: so many draws may follow before it is looked again whether there is plenty. */
  sure: LRUCache<string, number>;
}

/** Milliseconds from an answer to the draw: whoever asks in the same moment goes first. */
const pause = 150;
/** Milliseconds for which a reader is waited for. */
const patience = 60_000;
/** So many times as many samples as are set aside have to be free: a queue's last ones are for whoever comes. */
const plenty = 20;
/** So many draws later it is looked again whether that is so. */
const surely = 20;
/** Characters of text that a set may take. */
const mostText = 1_000_000;

const known = new WeakMap<Sql, Readers>();
const keyOf = ({ userId, queue }: Asked) => nameOf({ userId, queueId: String(queue.id) });
const nameOf = ({ userId, queueId }: { userId: string; queueId: string }) => `${queueId} ${userId}`;

/** From now on samples are drawn ahead for readers who are served over these connections. */
export function startDrawingAhead(sql: Sql): void {
  if (!known.has(sql))
    known.set(sql, { waiting: new Map(), last: Promise.resolve(), sure: new LRUCache({ max: 200 }) });
}

/** Takes what was drawn ahead for the reader; a draw under way is waited for. Who takes it puts back what is not shown, with `drawAhead`. */
export async function takeSetAside(sql: Sql, reader: { userId: string; queueId: string }): Promise<SetAside | null> {
  const readers = known.get(sql);
  const waiting = readers?.waiting.get(nameOf(reader));
  if (!readers || !waiting) return null;
  drop(readers, waiting);
  await waiting.drawing;
  const { set } = waiting;
  waiting.set = null;
  return set;
}

/** Draws the reader's next batch in a moment, unless enough of the last one is left. */
export function drawAhead(
  asked: Asked,
  left: SetAside | null,
  { after = pause, until = Date.now() + patience } = {},
): void {
  const readers = known.get(asked.sql);
  if (!readers) {
    if (left) void withdraw(asked.sql, left.held).catch(() => {});
    return;
  }
  // Another call of the same reader may have put something back meanwhile.
  const other = readers.waiting.get(keyOf(asked));
  if (other) drop(readers, other);
  const sets = [other?.set, left].filter((s) => s !== null && s !== undefined);
  // Of another round they would not be shown, and be held from everybody until they expire.
  const stale = sets.filter((s) => s.roundId !== asked.roundId).flatMap((s) => s.held);
  if (stale.length) void withdraw(asked.sql, stale).catch(() => {});
  const set = sets
    .filter((s) => s.roundId === asked.roundId)
    .reduce<SetAside | null>((a, b) => (a ? together(a, b) : b), null);
  const waiting: Waiting = { asked, until, set };
  readers.waiting.set(keyOf(asked), waiting);
  if (set && set.held.length * 2 > asked.limit) endLater(readers, waiting);
  else drawLater(readers, waiting, after);
}

/** What was drawn ahead before a round goes back, and is drawn in the order of that round. */
export async function drawAheadAgain(sql: Sql, { datasetId, roundId }: { datasetId: number; roundId: number }) {
  const readers = known.get(sql);
  for (const waiting of [...(readers?.waiting.values() ?? [])]) {
    if (!readers || waiting.asked.queue.datasetId !== datasetId) continue;
    const set = await takeSetAside(sql, { userId: waiting.asked.userId, queueId: String(waiting.asked.queue.id) });
    if (set) await withdraw(sql, set.held);
    if (readers.waiting.has(keyOf(waiting.asked))) continue;
    drawAhead({ ...waiting.asked, roundId, eventsSince: 0 }, null, { after: 0, until: waiting.until });
  }
}

/** Gives up a sample that was drawn ahead, for somebody who asks for just this one. */
export async function giveUp(sql: Sql, sampleId: number): Promise<void> {
  for (const waiting of known.get(sql)?.waiting.values() ?? []) {
    const { set } = waiting;
    const held = set?.held.filter((h) => h.sampleId === sampleId) ?? [];
    if (!set || !held.length) continue;
    waiting.set = without(set, new Set(held.map((h) => h.id)));
    await withdraw(sql, held);
  }
}

/** Gives up all that was drawn ahead of a dataset, for a decision about many of its samples; the readers' next calls draw it anew. */
export async function giveUpAll(sql: Sql, datasetId: number): Promise<void> {
  for (const { asked } of [...(known.get(sql)?.waiting.values() ?? [])]) {
    if (asked.queue.datasetId !== datasetId) continue;
    const set = await takeSetAside(sql, { userId: asked.userId, queueId: String(asked.queue.id) });
    if (set) await withdraw(sql, set.held);
  }
}

function drop(readers: Readers, waiting: Waiting): void {
  clearTimeout(waiting.timer);
  if (readers.waiting.get(keyOf(waiting.asked)) === waiting) readers.waiting.delete(keyOf(waiting.asked));
}

function drawLater(readers: Readers, waiting: Waiting, after: number): void {
  const { asked } = waiting;
  const isWanted = () => readers.waiting.get(keyOf(asked)) === waiting;
  const begin = async () => {
    // They may have come meanwhile.
    if (!isWanted()) return;
    waiting.drawing = drawSet(readers, waiting);
    await waiting.drawing;
    waiting.drawing = undefined;
    if (isWanted()) endLater(readers, waiting);
  };
  const queueUp = () => {
    readers.last = readers.last.then(() => inTurn(asked.sql, 'ahead', begin));
  };
  waiting.timer = setTimeout(queueUp, after).unref();
}

function endLater(readers: Readers, waiting: Waiting): void {
  const end = () => {
    drop(readers, waiting);
    if (waiting.set) withdraw(waiting.asked.sql, waiting.set.held).catch(() => {});
  };
  waiting.timer = setTimeout(end, waiting.until - Date.now()).unref();
}

/** Never fails: where the database is away, whoever asks next will hear of it. */
async function drawSet(readers: Readers, waiting: Waiting): Promise<void> {
  const { asked, set } = waiting;
  const { sql, queue, classes, roundId, limit, shares } = asked;
  try {
    const count = limit - (set?.held.length ?? 0);
    const others = [...readers.waiting.values()].filter((w) => w.asked.queue.id === queue.id).length;
    if (!(await hasPlenty(readers, asked, plenty + others))) return;
    const { held, read } = await fill({ ...asked, at: new Date() }, { sql, queue, classes, roundId }, count, shares);
    if (!held.length) return;
    const fresh = { roundId, held, read };
    waiting.set = set ? together(set, fresh) : fresh;
    const text = [...read.items.values()].reduce((n, r) => n + ('text' in r.content ? r.content.text.length : 0), 0);
    if (text <= mostText) return;
    waiting.set = null;
    await withdraw(sql, [...(set?.held ?? []), ...held]);
  } catch {}
}

/** Are there that many batches free, from where draws begin? Looked up for many draws at a time. */
async function hasPlenty(readers: Readers, asked: Asked, batches: number): Promise<boolean> {
  const { sql, queue, roundId, limit } = asked;
  const place = `${roundId} ${queue.id}`;
  const sure = readers.sure.get(place) ?? 0;
  readers.sure.set(place, sure - 1);
  if (sure > 0) return true;
  const { value, free, by } = freeSamples(sql, asked);
  const floor = floorOf(asked);
  const count = (batches + surely) * limit;
  const [found] = await sql<[{ n: number }]>`
    select count(*)::int as n from (
      select from ${free} ${floor === null ? sql`` : sql`and ${value} <= ${floor}::real`} order by ${by} limit ${count}
    ) s`;
  readers.sure.set(place, found.n < count ? 0 : surely);
  return found.n >= count;
}
