import type { Sql } from 'postgres';
import { flight } from '#/db/flight.ts';
import type { Held } from './hold.ts';
import { allRead, type ItemsRead } from './readItems.ts';

/**
 * Samples drawn ahead for a reader who has been served and will come back: leased like any others, read already, and shown
 * to nobody so far. Only in the memory of the process that has drawn them; to every other they are what the reader holds.
 */
export interface SetAside {
  /** The round whose order and scores they have; of another they are not to be shown. */
  roundId: number;
  held: Held[];
  read: ItemsRead;
}

/**
 * Takes leases back that were never shown, as if they had never been; the audit's end with the moment they began, so that the
 * audit draws their samples again. What another process has handed out meanwhile runs longer than known here, and stays.
 */
export async function withdraw(sql: Sql, held: readonly Held[]): Promise<void> {
  if (!held.length) return;
  const ids = held.map((h) => h.id);
  const until = held.map((h) => h.expiresAt.toISOString());
  await flight(sql, (tx) => {
    // What is known here of a time is cut to milliseconds.
    const mine = tx`array(
      select l.id from lease l join unnest(${ids}::text[], ${until}::text[]) as t(id, until) on t.id = l.id
      where l.ended_at is null and l.expires_at < t.until::timestamptz + interval '1 millisecond' order by l.id for update of l)`;
    return [
      tx`update lease set ended_at = served_at, ended_by = 'released' where id = any(${mine}) and audit`,
      tx`delete from lease where id = any(${mine}) and not audit`,
    ];
  });
}

/** Two sets of one round as one. */
export function together(a: SetAside, b: SetAside): SetAside {
  return { roundId: b.roundId, held: [...a.held, ...b.held], read: allRead(a.read, b.read) };
}

/** What of a set was not shown; null where nothing is left. */
export function without(set: SetAside, shown: ReadonlySet<string>): SetAside | null {
  const held = set.held.filter((h) => !shown.has(h.id));
  if (!held.length) return null;
  const left = new Set(held.map((h) => h.sampleId));
  const items = new Map([...set.read.items].filter(([id]) => left.has(id)));
  return { ...set, held, read: { ...set.read, items, near: set.read.near.filter((n) => left.has(Number(n.of))) } };
}
