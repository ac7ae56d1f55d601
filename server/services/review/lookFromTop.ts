import type { Sql } from 'postgres';
import { type Drawing, freeSamples } from './draw.ts';
import { raiseFloor, takeLook } from './positions.ts';

/**
 * Every few seconds the queue is looked through from the top, for samples that came back above the place where draws begin. That
 * takes some ten milliseconds where much is settled, so it goes beside the draws, and no reader waits for it.
 * @param aside not the connections that draws are made on
 * @returns when it is done; it fails silently, because the next look will do as well
 */
export async function lookFromTop(aside: Sql, d: Omit<Drawing, 'at'>): Promise<void> {
  if (!takeLook(d)) return;
  const { value, free, by } = freeSamples(aside, d);
  try {
    const [first] = await aside<{ v: number }[]>`select ${value} as v from ${free} order by ${by} limit 1`;
    if (first) raiseFloor(d, first.v);
  } catch {
    // The database is away; whoever asks next will hear of it.
  }
}
