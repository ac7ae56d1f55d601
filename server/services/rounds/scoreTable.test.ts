import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoundOutput } from '#/ml/types.ts';
import { type TestDatabase, testDatabase } from '#/server/testing/database.ts';
import { compareScores, writeScores } from './scoreTable.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const samples = 250;

function output(shift: number): RoundOutput {
  const column = (f: (i: number) => number) => Float32Array.from({ length: samples }, (_, i) => f(i));
  return {
    pGiven: column((i) => ((i + shift) % samples) / samples),
    suggested: Int32Array.from({ length: samples }, (_, i) => i % 3),
    pSuggested: column((i) => 1 - i / samples),
    topClasses: Int32Array.from({ length: samples * 5 }, (_, i) => (i % 5 < 3 ? i % 5 : -1)),
    topProbabilities: Float32Array.from({ length: samples * 5 }, (_, i) => [0.5, 0.25, 0.125, 0, 0][i % 5]!),
    suspicion: column((i) => i / 1000),
    signals: { first: column((i) => i / samples), second: column(() => 0.5) },
    noiseMatrix: new Float64Array(9),
    noiseRate: 0,
    warm: {},
    durations: {},
    backend: 'cpu',
    method: {},
  };
}

const ids = Float64Array.from({ length: samples }, (_, i) => 5_000_000_000 + i);
const settled = Uint8Array.from({ length: samples }, (_, i) => (i % 10 === 0 ? 1 : 0));

test('scores come back as they were written, and only through the attached partition', async () => {
  const written = output(0);
  await writeScores(t.sql, { roundId: 41, ids, settled, output: written });
  expect(await t.sql`select 1 from score where round_id = 41`).toHaveLength(0);
  await t.sql.unsafe('alter table score attach partition score_41 for values in (41)');
  const rows = await t.sql`select * from score where round_id = 41 order by row`;
  expect(rows).toHaveLength(samples);
  rows.forEach((r, i) => {
    expect(Number(r.sample_id)).toBe(ids[i]);
    expect(Math.fround(r.p_given)).toBe(written.pGiven[i]);
    expect(r.suggested_class).toBe(i % 3);
    expect(Math.fround(r.suspicion)).toBe(written.suspicion[i]);
    expect(r.signals.map(Math.fround)).toEqual([written.signals.first![i], 0.5]);
    expect(r.top_classes).toEqual([0, 1, 2, -1, -1]);
    expect(r.top_probabilities).toEqual([0.5, 0.25, 0.125, 0, 0]);
    expect(r.open).toBe(i % 10 !== 0);
  });
});

test('writing again replaces what an interrupted round has left', async () => {
  await writeScores(t.sql, { roundId: 42, ids, settled, output: output(0) });
  await writeScores(t.sql, { roundId: 42, ids, settled, output: output(1) });
  const [first] = await t.sql`select p_given from score_42 where row = 0`;
  expect(first!.p_given).toBeCloseTo(1 / samples, 6);
});

test('the order of a queue is read from its index', async () => {
  const plan = await t.sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx.unsafe(
      'explain select sample_id from score_42 s where s.open order by (s.signals[2]) desc, s.sample_id limit 5',
    );
  });
  expect(plan.map((p) => p['QUERY PLAN']).join('\n')).toMatch(/^Limit.*\n\s*->\s+Index Scan using score_42_order2/);
});

test('doubted and cleared are counted among samples open in both rounds', async () => {
  const before = output(0);
  const after = output(0);
  // Row 1: now doubted. Row 200 and 201: cleared before, doubted now; row 210 is settled and does not count.
  before.pGiven.fill(0.9);
  after.pGiven.fill(0.9);
  for (const row of [1, 201, 202, 210]) after.pGiven[row] = 0.2;
  before.pGiven[5] = 0.1;
  await writeScores(t.sql, { roundId: 43, ids, settled, output: before });
  await writeScores(t.sql, { roundId: 44, ids, settled, output: after });
  expect(await compareScores(t.sql, 44, 43)).toEqual({ doubted: 3, cleared: 1 });
  expect(await compareScores(t.sql, 43, null)).toEqual({ doubted: 0, cleared: 0 });
});
