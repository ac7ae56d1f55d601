import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset, round } from '#/db/schema/index.ts';
import { openCompute } from '#/server/compute/open.ts';
import type { Compute } from '#/server/compute/types.ts';
import type { ClassOperation } from '#/server/domain/classOperations.ts';
import { runEncoding } from '#/server/services/encodings/run.ts';
import { finishImport } from '#/server/services/imports/run.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import { decide } from '#/server/services/review/decide.ts';
import { runRound } from '#/server/services/rounds/run.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importedDataset } from '#/server/testing/imported.ts';
import { listClasses } from './list.ts';
import { operateClasses } from './operate.ts';
import { undoClasses } from './undo.ts';

let t: TestDatabase;
let system: TestCtx;
let lead: TestCtx;
let compute: Compute;
beforeAll(async () => {
  t = await testDatabase();
  [system, lead] = [await testCtx(t, 'system'), await testCtx(t, 'lead')];
  // One store for both, as of one server.
  lead.blobs = system.blobs;
  lead.enqueue = system.enqueue;
  compute = openCompute();
});
afterAll(async () => {
  await compute.close();
  await t.close();
});

/** Runs what was handed to the workers until nothing is left. */
async function work(): Promise<void> {
  for (let next = system.enqueued.shift(); next; next = system.enqueued.shift()) {
    const run = next.queue === 'encode' ? runEncoding : runRound;
    const delivery = { payload: next, attempt: 0, last: false, signal: new AbortController().signal };
    await runJob(system, delivery, (r) => run({ ctx: system, compute, run: r }));
  }
}

async function scores(datasetId: number) {
  const [set] = await t.db.select().from(dataset).where(eq(dataset.id, datasetId));
  const [last] = await t.db.select().from(round).where(eq(round.id, set!.roundId!));
  const rows = await t.sql<{ row: number; p_given: number; suggested_class: number; top_classes: number[] }[]>`
    select row, p_given, suggested_class, top_classes from score where round_id = ${set!.roundId} order by row`;
  return { round: last!, rows };
}

test('rounds learn added classes, see merged ones as one, and leave out split ones; undo brings the scores back', async () => {
  const { datasetId, slug } = await importedDataset(system, { samples: 150 });
  await finishImport({ ctx: system, datasetId });
  await work();
  const operate = async (operation: ClassOperation) => {
    await operateClasses({ ctx: lead, input: { slug, operation } });
    await work();
    return scores(datasetId);
  };
  const undoLast = async () => {
    const { events } = await listClasses({ ctx: lead, input: { slug } });
    await undoClasses({ ctx: lead, input: { slug, eventId: events.find((e) => e.undoable)!.id } });
    await work();
    return scores(datasetId);
  };
  const first = await scores(datasetId);
  // Class indexes are in the order of the names: boats, bread, chess.
  const merged = await operate({ kind: 'merge', class: 'boats', into: 'bread' });
  expect(merged.round).toMatchObject({ mode: 'cold', trigger: 'demand' });
  expect(new Set(merged.rows.flatMap((r) => r.top_classes))).toEqual(new Set([1, 2, -1]));
  const back = await undoLast();
  expect(back.rows).toEqual(first.rows);

  // A tenth of the boats is something new, and the model is told of some.
  const added = await operate({ kind: 'add', name: 'rafts' });
  expect(added.round.mode).toBe('cold');
  const ids = await t.sql<
    { id: string }[]
  >`select id from sample where dataset_id = ${datasetId} and row % 3 = 0 and row % 10 <> 9 order by row limit 12`;
  const decisions = ids.map(({ id }) => ({
    sampleId: id,
    verdict: 'relabel',
    label: 'rafts',
    clientKey: randomUUID(),
  }));
  await decide({ ctx: lead, input: { decisions } });
  await work();
  const told = await scores(datasetId);
  const others = told.rows.filter((r) => r.row % 3 === 0 && r.row % 10 !== 9);
  expect(others.some((r) => r.top_classes.slice(0, 2).includes(3))).toBe(true);

  const split = await operate({ kind: 'split', class: 'bread', into: [{ name: 'loaf' }, { name: 'rolls' }] });
  const ofSplit = split.rows.filter((r) => r.row % 3 === 1 && r.row % 10 !== 9);
  expect(ofSplit.every((r) => r.p_given === 0.5)).toBe(true);
  expect(split.rows.every((r) => !r.top_classes.includes(1) && r.suggested_class !== 1)).toBe(true);

  const archived = await operate({ kind: 'archive', class: 'chess' });
  expect(archived.rows.every((r) => r.suggested_class !== 2)).toBe(true);
  expect(archived.rows.some((r) => r.top_classes.includes(2))).toBe(true);
});
