import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#/db/client.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, next, say, statuses } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { decide } from './decide.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

test('fifty readers at once: nobody is handed what another holds, nothing is lost or left over', async () => {
  const s = await scoredDataset(lead, { samples: 500 });
  const connections = await Promise.all(Array.from({ length: 50 }, () => connect(t.url, { max: 1 })));
  const held = new Map<string, number>();
  let doubles = 0;
  let answered = 0;
  const read = async (i: number) => {
    const ctx = { ...(await testCtx(t, 'annotator')), ...connections[i]! };
    for (;;) {
      const items = await next(ctx, s, 10);
      if (!items.length) return;
      for (const item of items) {
        if (held.has(item.sample.id)) doubles++;
        held.set(item.sample.id, i);
      }
      const results = await say(ctx, ...items.map((item) => keep(item)));
      answered += results.filter((r) => r.status === 'accepted').length;
    }
  };
  await Promise.all(connections.map((_, i) => read(i)));
  await Promise.all(connections.map((c) => c.close()));
  expect(doubles).toBe(0);
  expect(answered).toBe(500);
  expect(held.size).toBe(500);
  await expectConsistent(t, s);
});

test('a connection killed between two statements leaves nothing half-written', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const items = await next(ann, s, 5);
  const doomed = connect(t.url, { max: 1 });
  const [pid] = await doomed.quick<{ pid: number }[]>`select pg_backend_pid() as pid`;
  // The states are written last: holding their table stops the decision when the log is written already.
  const blocker = connect(t.url, { max: 1 });
  const sent = items.map((i) => keep(i));
  let failed: Promise<unknown> | undefined;
  await blocker.sql.begin(async (tx) => {
    await tx`lock table sample_state in access exclusive mode`;
    failed = decide({ ctx: { ...ann, quick: doomed.quick }, input: { decisions: sent } }).then(
      () => 'stored',
      () => 'failed',
    );
    for (let waiting = 0; !waiting; ) {
      const [row] = await t.sql<
        { n: number }[]
      >`select count(*)::int as n from pg_locks where pid = ${pid!.pid} and not granted`;
      waiting = row!.n;
    }
    const [inserted] = await t.sql<
      { n: number }[]
    >`select count(*)::int as n from pg_stat_activity where pid = ${pid!.pid} and query like '%sample_state%'`;
    expect(inserted?.n).toBe(1);
    await t.sql`select pg_terminate_backend(${pid!.pid})`;
  });
  expect(await failed).toBe('failed');
  await blocker.close();
  await Promise.all([doomed.quick.end({ timeout: 0 }), doomed.close()]);
  const [after] = await t.sql`select event_seq, decisions from dataset where id = ${s.datasetId}`;
  expect(after).toEqual({ event_seq: 0, decisions: 0 });
  expect(await t.sql`select 1 from decision where dataset_id = ${s.datasetId}`).toHaveLength(0);
  expect(statuses(await say(ann, ...sent))).toEqual(Array(5).fill('accepted'));
  await expectConsistent(t, s);
});
