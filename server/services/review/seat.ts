import type { ISql } from 'postgres';
import type { Fragment } from '#/server/services/queues/order.ts';

/** Seats of answers to gold begin here: they are beside the sample's readers. */
const goldSeats = 100;

/** Condition on `lease l`: it takes its seat, because it is held or because its reader has decided. */
export const seated = (sql: ISql): Fragment => sql`(l.ended_at is null or l.ended_by = 'decision')`;

/**
 * Condition on a sample id: fewer seats are taken than the queue's overlap and the sample's decisions ask for. The index
 * `lease_held` refuses a seat that is taken twice, whatever two draws have seen.
 */
export function hasSeat(sql: ISql, sampleId: Fragment, overlap: number): Fragment {
  // A count, not an EXISTS: that one the planner may answer by reading every lease there is.
  const taken = sql`(select count(*) from lease l where l.sample_id = ${sampleId} and l.slot < ${goldSeats} and ${seated(sql)})`;
  return sql`case ${taken} when 0 then true else
    ${taken} < greatest(${overlap}::int, (select x.seats from sample_state x where x.sample_id = ${sampleId})) end`;
}

/** The first seat of a sample that nobody has: nearly always the first of all, so that one is looked at by itself. Counts, for the same reason. */
export function firstSeat(sql: ISql, sampleId: Fragment, gold = false): Fragment {
  const from = gold ? goldSeats : 0;
  const free = (slot: Fragment) =>
    sql`(select count(*) from lease l where l.sample_id = ${sampleId} and l.slot = ${slot} and ${seated(sql)}) = 0`;
  return sql`(case when ${free(sql`${from}::int`)} then ${from}::int else
    (select min(k) from generate_series(${from + 1}::int, ${from + 40}::int) k where ${free(sql`k`)}) end)::smallint`;
}
