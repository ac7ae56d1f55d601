import type { Sql } from 'postgres';
import { ODDS_FACTOR } from '#/ml/metrics/expected-hits.ts';
import { wilson } from '#/server/domain/interval.ts';
import type { Interval } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from './classes.ts';
import { inQueue, orderValue } from './order.ts';
import { remembered } from './remembered.ts';
import type { QueueRow } from './require.ts';

/** Samples looked at when a queue says what to expect of its next ones. */
const ahead = 100;
/** Decisions from which on the people's hit rate replaces the model's expectation. */
const enough = 20;

export interface QueueFigures {
  waiting: number;
  expectedPrecision: Interval | null;
  decisions: number;
  hitRate: number | null;
}

/**
 * What waits in a queue and how it has done. What the round put into it is counted once per round; what was settled
 * since is taken off by the few decisions after the round's watermark.
 */
export async function queueFigures(
  sql: Sql,
  dataset: DatasetRow,
  queue: QueueRow,
  classes: ClassNames,
): Promise<QueueFigures> {
  const done = await throughQueues(sql, dataset);
  const { decisions, judged, hits, recent, recentHits } = done.get(queue.id) ?? nothing;
  const roundId = dataset.roundId;
  if (roundId === null) return { waiting: 0, expectedPrecision: null, decisions, hitRate: null };
  const [start, settled] = await Promise.all([
    remembered(sql, `queue ${roundId} ${queue.id}`, () => atRound(sql, roundId, queue, classes)),
    settledSince(sql, roundId, queue, classes),
  ]);
  const waiting = Math.max(0, start.waiting - settled);
  return {
    waiting,
    expectedPrecision: expected(waiting, start.doubt, recent, recentHits),
    decisions,
    hitRate: judged ? hits / judged : null,
  };
}

/**
 * The share of the next samples that should prove wrong: what people found in the latest hundred, else what the model
 * doubts in the next hundred, with the interval that so many answers, and a model that may be wrong about itself, leave open.
 */
function expected(waiting: number, doubt: Doubt | null, recent: number, recentHits: number): Interval | null {
  if (waiting === 0) return null;
  if (recent >= enough) return wilson(recentHits, recent);
  if (doubt === null) return null;
  const n = Math.min(waiting, ahead);
  return { value: doubt.mean, low: wilson(doubt.least * n, n).low, high: wilson(doubt.most * n, n).high };
}

/** Mean doubt in the next samples, and what it is with the odds of each divided or multiplied by `ODDS_FACTOR`. */
interface Doubt {
  mean: number;
  least: number;
  most: number;
}

async function atRound(sql: Sql, roundId: number, queue: QueueRow, classes: ClassNames) {
  const value = orderValue(sql, queue.orderBy);
  const held = inQueue(sql, queue, classes);
  const [row] = await sql<{ waiting: number; doubt: Doubt | null }[]>`
    with next as (
      select 1 - p_given as d from score s
      where s.round_id = ${roundId} and ${held} order by ${value} desc, s.sample_id limit ${ahead}
    )
    select (select count(*)::int from score s where s.round_id = ${roundId} and ${held}) as waiting,
      (select json_build_object('mean', avg(d), 'least', avg(d / (d + (1 - d) * ${ODDS_FACTOR}::float8)),
        'most', avg(d * ${ODDS_FACTOR}::float8 / (1 - d + d * ${ODDS_FACTOR}::float8))) from next having count(*) > 0) as doubt`;
  return row ?? { waiting: 0, doubt: null };
}

async function settledSince(sql: Sql, roundId: number, queue: QueueRow, classes: ClassNames): Promise<number> {
  const [row] = await sql<{ settled: number }[]>`
    with fresh as (
      select distinct d.sample_id from decision d join round r on r.id = ${roundId}
      where d.dataset_id = r.dataset_id and d.seq > r.watermark
    )
    select count(*)::int as settled from fresh f
    join sample_state x on x.sample_id = f.sample_id and x.status <> 'open'
    join score s on s.round_id = ${roundId} and s.sample_id = f.sample_id
    where ${inQueue(sql, queue, classes)}`;
  return row?.settled ?? 0;
}

interface Through {
  decisions: number;
  /** Of those, drawn by the queue's order and not by the audit. */
  judged: number;
  hits: number;
  /** The latest hundred of them. */
  recent: number;
  recentHits: number;
}
const nothing: Through = { decisions: 0, judged: 0, hits: 0, recent: 0, recentHits: 0 };

/** Standing decisions per queue, and how many of those the order brought up changed a label. Once per state of the log. */
function throughQueues(sql: Sql, dataset: DatasetRow): Promise<Map<number, Through>> {
  return remembered(sql, `through ${dataset.id} ${dataset.eventSeq}`, async () => {
    const rows = await sql<({ queue_id: number } & Through & { recent_hits: number })[]>`
      with d as (
        select queue_id, audit, verdict in ('relabel', 'none') as hit,
          row_number() over (partition by queue_id, audit order by seq desc) as latest
        from decision d
        where dataset_id = ${dataset.id} and seq <= ${dataset.eventSeq} and queue_id is not null and verdict <> 'retract' and kind <> 'gold'
          and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id and r.seq <= ${dataset.eventSeq})
      )
      select queue_id, count(*)::int as decisions, count(*) filter (where not audit)::int as judged,
        count(*) filter (where hit and not audit)::int as hits,
        count(*) filter (where latest <= 100 and not audit)::int as recent,
        count(*) filter (where latest <= 100 and hit and not audit)::int as recent_hits
      from d group by queue_id`;
    return new Map(rows.map(({ queue_id, recent_hits, ...r }) => [queue_id, { ...r, recentHits: recent_hits }]));
  });
}
