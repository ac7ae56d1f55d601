import type { Drawing, Drawn } from './draw.ts';
import { drawBatch } from './drawBatch.ts';
import type { Held } from './hold.ts';
import { allRead, type ItemsRead, itemStatements, nothingRead, type Place, readItems } from './readItems.ts';

/** Of what is served. */
export interface Shares {
  audit: number;
  plain: number;
}

/** Leases `count` samples, fewer when the queue runs out, and reads what is shown of them; both in one flight where nobody gets in the way. */
export async function fill(
  d: Drawing,
  place: Place,
  count: number,
  shares: Shares,
): Promise<{ held: Drawn[]; read: ItemsRead }> {
  const held: Drawn[] = [];
  let read = nothingRead();
  while (held.length < count) {
    const sent: { read?: () => Promise<ItemsRead> } = {};
    const batch = await drawBatch(d, count - held.length, shares, (tx, drawn) => {
      const statements = itemStatements(tx, place, drawn);
      sent.read = statements.read;
      return statements.all;
    });
    if (!batch.drawn) break;
    held.push(...batch.held);
    if (sent.read) read = allRead(read, await sent.read());
  }
  return { held, read: await readRest(place, held, read) };
}

/** Reads those that are not read so far: held before, or taken in a draw of several steps. */
export async function readRest(place: Place, held: readonly Held[], read: ItemsRead): Promise<ItemsRead> {
  const rest = held.filter((h) => !read.items.has(h.sampleId));
  if (!rest.length) return read;
  return allRead(
    read,
    await readItems(
      place,
      rest.map((h) => h.id),
    ),
  );
}
