import type { ISql } from 'postgres';
import { loadClasses } from '#/server/services/queues/classes.ts';
import type { Bench } from './judge.ts';
import { logStatement, toLog } from './log.ts';

/**
 * The log of some samples as judging reads it, for what a lead does to decided samples; the caller holds the dataset's
 * lock. Without leases: nobody is handed a sample back because somebody else took their decision back.
 */
export async function loadBench(
  tx: ISql,
  datasetId: number,
  { ids, userId, seq, now }: { ids: number[]; userId: string; seq: number; now: Date },
): Promise<Bench> {
  const log = toLog(await logStatement(tx, ids, { userId, clientKeys: [] }));
  const samples = await tx<{ id: string; given_class: number | null }[]>`
    select id, given_class from sample where id = any(${ids}::bigint[])`;
  return {
    userId,
    leads: false,
    now,
    seq,
    classes: await loadClasses(tx, datasetId),
    given: new Map(samples.map((s) => [Number(s.id), s.given_class])),
    log: log.map((e) => ({ ...e, leaseId: null })),
    leases: [],
  };
}
