import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import { type ScoreRows, scoreChunks, scoreColumns } from './scoreRows.ts';

export const scoreTable = (roundId: number): string => `score_${roundId}`;

/**
 * Writes a round's scores into a table of their own that no reader sees yet, with the indexes of the queue orders. What
 * an interrupted round has left is dropped first, so it can run again from the start.
 */
export async function writeScores(sql: Sql, rows: ScoreRows): Promise<void> {
  const table = scoreTable(rows.roundId);
  await sql.begin(async (tx) => {
    await tx.unsafe(`drop table if exists ${table}`);
    // The check lets the table be attached without being read again.
    await tx.unsafe(`create table ${table} (like score including defaults, check (round_id = ${rows.roundId}))`);
    // Made in this transaction and thrown away on failure: COPY may freeze its rows and skip the log.
    const sink = await tx.unsafe(`copy ${table} (${scoreColumns}) from stdin (format binary, freeze)`).writable();
    await pipeline(Readable.from(scoreChunks(rows)), sink);
  });
  // A signal that is silent throughout orders nothing.
  const speaking = Object.values(rows.output.signals).map((values) => values.some((value) => value > 0));
  const statements = [
    `alter table ${table} add primary key (round_id, sample_id)`,
    `create index ${table}_order0 on ${table} (suspicion desc, sample_id) where open`,
    ...speaking.flatMap((speaks, i) =>
      speaks
        ? [`create index ${table}_order${i + 1} on ${table} ((signals[${i + 1}]) desc, sample_id) where open`]
        : [],
    ),
  ];
  // One after the other: two at a time would take every core of a small machine from those who review.
  for (const statement of statements) await sql.unsafe(statement);
}

/**
 * Before anyone reads it: a queue read by guesses about a table of unknown size takes a hundred times as long. Its size is what
 * counts, so a tenth of the usual sample does, in a tenth of the time.
 */
export async function analyzeScores(sql: Sql, roundId: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local default_statistics_target = 10`;
    await tx.unsafe(`analyze ${scoreTable(roundId)}`);
  });
}

/** Doubted: still in the order of review, and the model gives the given label less than even odds. */
export const doubtedBelow = 0.5;

/** Samples newly doubted and newly cleared since the round before, among those open in both. */
export async function compareScores(
  sql: Sql,
  roundId: number,
  before: number | null,
): Promise<{ doubted: number; cleared: number }> {
  if (before === null) return { doubted: 0, cleared: 0 };
  const [row] = await sql.unsafe<{ doubted: number; cleared: number }[]>(
    `select count(*) filter (where n.p_given < $1 and o.p_given >= $1)::int as doubted,
       count(*) filter (where n.p_given >= $1 and o.p_given < $1)::int as cleared
     from ${scoreTable(roundId)} n join ${scoreTable(before)} o using (sample_id) where n.open and o.open`,
    [doubtedBelow],
  );
  return row ?? { doubted: 0, cleared: 0 };
}

/** Rounds whose scores are kept, for diffs and for samples leased under an earlier order. */
const kept = 3;

/** Readers that come while a drop waits have to wait behind it, so it waits for a moment only, and rather more often. */
const dropTries = 10;
const dropPatience = '5ms';

/**
 * Drops the scores of old rounds. Taking a partition away needs a moment without readers; where that moment does not
 * come, readers go first and the next round tries again.
 */
export async function dropOldScores(sql: Sql, datasetId: number): Promise<void> {
  const old = await sql<{ id: number }[]>`
    select r.id from round r where r.dataset_id = ${datasetId} and to_regclass('score_' || r.id) is not null
      and (r.state = 'failed' or r.id not in (
        select id from round where dataset_id = ${datasetId} and state in ('published', 'running')
        order by number desc limit ${kept}))`;
  for (const { id } of old)
    for (let tries = 0; tries < dropTries && !(await dropNow(sql, id)); tries++)
      await new Promise((resolve) => setTimeout(resolve, 20 * (tries + 1)));
}

/** @returns whether the moment came. */
async function dropNow(sql: Sql, roundId: number): Promise<boolean> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(`set local lock_timeout = '${dropPatience}'`);
      await tx.unsafe(`drop table if exists ${scoreTable(roundId)}`);
    });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error;
    return false;
  }
}
