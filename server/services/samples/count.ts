import type { Ctx } from '#/server/context.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { type SampleFilter, sampleFilter, textMatches } from './filter.ts';

/** Rows that a search is counted in; on a larger set the count is scaled up from them. */
const counted = 20_000;

/** How many samples match; once per filter, round and state of the log. */
export async function countMatching(
  { sql }: Ctx,
  dataset: DatasetRow,
  classes: ClassNames,
  { status, given, suggested, split, search }: SampleFilter & { search?: string },
): Promise<number> {
  const filter = { status, given, suggested, split };
  if (!search && Object.values(filter).every((v) => v === undefined)) return dataset.samples;
  // Only the state changes with the log.
  const version = status === undefined ? 0 : dataset.eventSeq;
  const key = `count ${JSON.stringify([dataset.id, dataset.roundId, dataset.samples, version, filter, search])}`;
  const bounded = search !== undefined && dataset.samples > counted;
  const { count } = await remembered(sql, key, async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from sample p
      ${suggested === undefined ? sql`` : sql`join score s on s.round_id = ${dataset.roundId} and s.sample_id = p.id`}
      ${status === undefined ? sql`` : sql`left join sample_state x on x.sample_id = p.id`}
      where p.dataset_id = ${dataset.id} ${bounded ? sql`and p.row < ${counted}` : sql``}
        ${sampleFilter(sql, filter, classes)} ${textMatches(sql, search)}`;
    return { count: row?.count ?? 0 };
  });
  return bounded ? Math.round((count * dataset.samples) / counted) : count;
}
