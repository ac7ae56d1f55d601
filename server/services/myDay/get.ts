import type { Ctx } from '#/server/context.ts';
import type { DayView } from '#/server/domain/dayView.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { requireReader } from '#/server/services/review/reader.ts';

/** Longer readings are breaks. */
const idleMs = 60_000;
/** Without a decision for so long, the eyes have rested. */
const pauseMinutes = 5;
/** Fewer shared samples would tell a reader what another one said. */
const leastShared = 10;
/** Latest decisions looked at, so that a long day costs no more than a short one. */
const most = 5000;

/** The reader's own figures since `since`: for them alone, whatever their role. */
export async function myDay({ ctx, input }: { ctx: Ctx; input: { slug: string; since: string } }): Promise<DayView> {
  const { userId } = requireReader(ctx);
  const { dataset } = await requireDataset(ctx, input.slug, 'review');
  const { sql } = ctx;
  const [row] = await sql<
    {
      decisions: number;
      changed: number | null;
      median: number | null;
      reading_since: Date | null;
      same: number;
      shared: number;
    }[]
  >`
    with mine as materialized (
      select d.id, d.sample_id, d.verdict, d.label, d.milliseconds, d.at, coalesce(l.blind, false) as blind from decision d
      left join lease l on l.id = d.lease_id
      where d.user_id = ${userId} and d.dataset_id = ${dataset.id} and d.verdict <> 'retract' and d.bulk is null
        and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id and r.user_id = d.user_id)
      order by d.seq desc limit ${most}
    ), today as (select * from mine where at >= ${input.since}::timestamptz),
    gaps as (
      select at, lag(at) over (order by at desc) as next from mine
    ), rests as (
      select max(coalesce(next, now())) filter (where coalesce(next, now()) - at > ${pauseMinutes} * interval '1 minute') as till from gaps
    ), shared as (
      select bool_or(o.verdict = m.verdict and o.label is not distinct from m.label) as same
      from mine m join decision o on o.sample_id = m.sample_id and o.user_id <> ${userId} and o.verdict not in ('retract', 'unsure') and o.bulk is null
        and not exists (select from decision r where r.sample_id = o.sample_id and r.retracts = o.id)
      where m.verdict <> 'unsure' group by m.id
    )
    select (select count(*)::int from today) as decisions,
      (select case when coalesce(bool_or(blind), false) then null else count(*) filter (where verdict in ('relabel', 'none')) end::int from today) as changed,
      (select percentile_cont(0.5) within group (order by milliseconds)::float8 from today where milliseconds <= ${idleMs}) as median,
      (select min(m.at) from mine m where m.at >= coalesce((select till from rests), '-infinity')) as reading_since,
      (select count(*)::int from shared where same) as same, (select count(*)::int from shared) as shared`;
  return {
    decisions: row?.decisions ?? 0,
    changed: row ? row.changed : 0,
    medianMilliseconds: row?.median ?? null,
    agreement: row && row.shared >= leastShared ? { same: row.same, of: row.shared } : null,
    readingSince: row?.reading_since?.toISOString() ?? null,
  };
}
