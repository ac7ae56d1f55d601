import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '#/db/transaction.ts';
import { classMap } from '#/server/domain/classMap.ts';
import type { ClassOperation } from '#/server/domain/classOperations.ts';
import { foldAgain, refold } from '#/server/services/review/refold.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { listClasses } from './list.ts';
import { operateClasses } from './operate.ts';
import { loadRecords } from './records.ts';
import { undoClasses } from './undo.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

/** Numbers in [0, 1), the same ones for the same seed. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const names = ['ham', 'spam', 'other', 'rest', 'more'];
const mapOf = async (s: Scored) => classMap(await loadRecords(t.sql, s.datasetId));

/** Samples with logs of every kind: several readers, second labels, retracts, late and bulk ones, adjudications. */
async function withLogs(samples: number, seed: number): Promise<Scored> {
  const random = draws(seed);
  const of = <T>(...values: T[]): T => values[Math.floor(random() * values.length)]!;
  const s = await scoredDataset(lead, {
    samples,
    classes: names,
    at: (row) => ({
      given: row % 7 === 6 ? null : row % names.length,
      truth: row % names.length,
      suggested: 0,
      pGiven: 0.5,
      suspicion: 0.5,
      signals: [0, 0, 0, 0],
    }),
  });
  let seq = 0;
  for (const [at, id] of s.ids.entries()) {
    const given = at % 7 === 6 ? null : at % names.length;
    const ids: string[] = [];
    for (let n = of(0, 1, 1, 1, 2, 3, 4); n > 0; n--) {
      const retracts = ids.length > 0 && random() < 0.15 ? of(...ids) : null;
      const verdict = retracts
        ? 'retract'
        : of('keep', 'keep', 'relabel', 'relabel', given === null ? 'none' : 'both', 'none', 'exclude', 'unsure');
      // Both of two labels fit: a second one beside the given one.
      const second = () => ((given ?? 0) + 1 + Math.floor(random() * (names.length - 1))) % names.length;
      const label = verdict === 'relabel' ? Math.floor(random() * names.length) : verdict === 'both' ? second() : null;
      const row = {
        dataset_id: s.datasetId,
        seq: ++seq,
        sample_id: id,
        user_id: of('one', 'two', 'three'),
        verdict,
        label,
        client_key: `${seed} ${seq}`,
        retracts,
        suggestion_shown: false,
        kind: of('reading', 'reading', 'reading', 'second', 'adjudication'),
        asked: of(1, 1, 2),
        second_drawn: random() < 0.2,
        late: random() < 0.1,
        bulk: random() < 0.2 ? 1 : null,
        queue_id: s.queueId,
      };
      const [made] = await t.sql<{ id: string }[]>`insert into decision ${t.sql(row)} returning id`;
      ids.push(made!.id);
    }
  }
  await t.sql`update dataset set event_seq = ${seq} where id = ${s.datasetId}`;
  await refold(t.sql, { datasetId: s.datasetId, sampleIds: s.ids, map: await mapOf(s) });
  return s;
}

/** Every stored state is what its log adds up to, field by field. */
async function expectFolded(s: Scored, after: string): Promise<void> {
  const stored = await t.sql`
    select sample_id::int as id, status, current_class as "currentClass", other_class as "otherClass", decided_by as "decidedBy",
      decided_at as "decidedAt", bulk, imported, decisions, last_seq as "lastSeq", consensus, confirmed, seats,
      second_queue as "secondQueue"
    from sample_state where dataset_id = ${s.datasetId} order by sample_id`;
  const folded = await foldAgain(t.sql, s.ids, await mapOf(s));
  const wanted = folded.flatMap(({ id, state }) => (state ? [{ id, ...state }] : []));
  expect([...stored], after).toEqual(wanted.sort((a, b) => a.id - b.id));
}

const operate = (s: Scored, operation: ClassOperation) =>
  operateClasses({ ctx: lead, input: { slug: s.slug, operation } });

test('whatever the logs say, states are what they add up to after each operation and each undo', async () => {
  for (const seed of [3, 17]) {
    const s = await withLogs(150, seed);
    await expectFolded(s, 'before');
    const operations: ClassOperation[] = [
      { kind: 'merge', class: 'ham', into: 'spam' },
      { kind: 'split', class: 'other', into: [{ name: 'o1' }, { name: 'o2' }] },
      { kind: 'merge', class: 'spam', into: 'rest' },
      { kind: 'split', class: 'rest', into: [{ name: 'r1' }, { name: 'r2' }] },
      { kind: 'rename', class: 'more', to: 'much' },
    ];
    for (const operation of operations) {
      await operate(s, operation);
      await expectFolded(s, `${seed}: ${JSON.stringify(operation)}`);
    }
    for (const _ of operations) {
      const { events } = await listClasses({ ctx: lead, input: { slug: s.slug } });
      const last = events.find((e) => e.undoable)!;
      await undoClasses({ ctx: lead, input: { slug: s.slug, eventId: last.id } });
      await expectFolded(s, `${seed}: undone ${last.says}`);
    }
  }
});

test('what is decided while an operation waits for the lock reads as the classes are afterwards', async () => {
  const s = await withLogs(40, 5);
  const waiting = async () => {
    const [found] = await t.sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and query like 'select 1 from dataset%for update'`;
    return found !== undefined;
  };
  const { id } = (
    await t.sql`
    select id::int from sample where dataset_id = ${s.datasetId} and given_class = 2
      and id not in (select sample_id from decision where dataset_id = ${s.datasetId}) limit 1`
  )[0]!;
  let operating!: Promise<unknown>;
  await inTransaction(t.sql, async (tx) => {
    await tx`select 1 from dataset where id = ${s.datasetId} for update`;
    operating = operate(s, { kind: 'merge', class: 'other', into: 'rest' });
    while (!(await waiting())) await new Promise((go) => setTimeout(go, 5));
    await tx`
      insert into decision (dataset_id, seq, sample_id, user_id, verdict, label, client_key, suggestion_shown)
      select id, event_seq + 1, ${id}, 'one', 'relabel', 3, 'meanwhile', false from dataset where id = ${s.datasetId}`;
    await tx`update dataset set event_seq = event_seq + 1 where id = ${s.datasetId}`;
    await refold(tx, { datasetId: s.datasetId, sampleIds: [id], map: await mapOf(s) });
  });
  await operating;
  await expectFolded(s, 'after');
  const [state] = await t.sql`select status, current_class from sample_state where sample_id = ${id}`;
  expect(state).toEqual({ status: 'kept', current_class: 3 });
});
