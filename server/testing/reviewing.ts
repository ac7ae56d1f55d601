import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Ctx } from '#/server/context.ts';
import { foldDecisions } from '#/server/domain/currentLabel.ts';
import type { DecisionResult } from '#/server/domain/decision.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { decide } from '#/server/services/review/decide.ts';
import { logStatement, toLog } from '#/server/services/review/log.ts';
import { nextSamples } from '#/server/services/review/next.ts';
import type { TestDatabase } from './database.ts';
import type { Scored } from './scored.ts';

/** What tests of reviewing say and ask, in few words. */
export const key = () => randomUUID();

export const next = (ctx: Ctx, s: Scored, limit = 10): Promise<ReviewItem[]> =>
  nextSamples({ ctx, input: { queueId: String(s.queueId), limit } });

export const say = async (ctx: Ctx, ...decisions: object[]): Promise<DecisionResult[]> =>
  (await decide({ ctx, input: { decisions } })).results;

export const keep = (item: ReviewItem, more: object = {}) => ({
  leaseId: item.leaseId,
  sampleId: item.sample.id,
  verdict: 'keep',
  clientKey: key(),
  ...more,
});

export const statuses = (results: DecisionResult[]) => results.map((r) => r.status);

/** The stored states are what the log adds up to, the log has no gaps, and the counter is its length. */
export async function expectConsistent(t: TestDatabase, s: Scored): Promise<void> {
  const log = toLog(await logStatement(t.sql, s.ids, { userId: '', clientKeys: [] }));
  expect(log.map((e) => e.seq)).toEqual(log.map((_, i) => i + 1));
  const [dataset] = await t.sql`select event_seq from dataset where id = ${s.datasetId}`;
  expect(dataset?.event_seq).toBe(log.length);
  const stored = await t.sql`
    select x.*, p.id, p.given_class from sample p left join sample_state x on x.sample_id = p.id
    where p.dataset_id = ${s.datasetId}`;
  const bySample = new Map<number, typeof log>();
  for (const e of log) bySample.set(e.sampleId, [...(bySample.get(e.sampleId) ?? []), e]);
  for (const row of stored) {
    const state =
      row.sample_id === null
        ? null
        : {
            status: row.status,
            currentClass: row.current_class,
            otherClass: row.other_class,
            decidedBy: row.decided_by,
            decidedAt: row.decided_at,
            bulk: row.bulk,
            imported: row.imported,
            decisions: row.decisions,
            lastSeq: row.last_seq,
            consensus: row.consensus,
            confirmed: row.confirmed,
            seats: row.seats,
            secondQueue: row.second_queue,
          };
    expect(state).toEqual(foldDecisions(bySample.get(Number(row.id)) ?? [], row.given_class));
  }
}
