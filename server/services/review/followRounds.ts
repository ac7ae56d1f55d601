import type { Sql } from 'postgres';
import { type LiveNotice, liveChannel } from '#/server/services/live/publish.ts';
import { drawAheadAgain } from './drawAhead.ts';
import { planAhead } from './planAhead.ts';

/** From now on, for each round that is published, statements are planned ahead, and what was drawn ahead is drawn anew. */
export async function followRounds({ sql, quick }: { sql: Sql; quick: Sql }): Promise<void> {
  const prepare = async (about: { datasetId: number; roundId: number }) => {
    await planAhead(quick, about);
    await drawAheadAgain(quick, about);
  };
  await sql.listen(liveChannel, (payload) => {
    const told = JSON.parse(payload) as LiveNotice;
    // Whoever comes first plans them otherwise, and what is of another round is not shown.
    if (told.type === 'round') prepare(told).catch(() => {});
  });
}
