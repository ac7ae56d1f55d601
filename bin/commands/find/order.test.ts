import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dataset } from '#/db/schema/index.ts';
import { seeded } from '#/ml/algebra/random.ts';
import { openCompute } from '#/server/compute/open.ts';
import type { Compute } from '#/server/compute/types.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import type { Task } from '#/server/domain/task.ts';
import { runEncoding } from '#/server/services/encodings/run.ts';
import { importFrom } from '#/server/services/imports/from.ts';
import { finishImport } from '#/server/services/imports/run.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import { runRound } from '#/server/services/rounds/run.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { run } from '../find.ts';
import { readInput } from './input.ts';

let t: TestDatabase;
let ctx: TestCtx;
let compute: Compute;
const folder = mkdtempSync(join(tmpdir(), 'errata-order-'));
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
  compute = openCompute();
});
afterAll(async () => {
  await compute.close();
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Imports an input, scores it and reads the order of the queue “Likely wrong”: ids, the first to review first. Only samples
 * without a label are doubted alike: they come last, by their row, as `find` has it; the queue deals them out at random.
 */
async function queueOrder(path: string, task: Task): Promise<string[]> {
  const input = await readInput(path, { task, columns: {}, labelSeparator: undefined });
  const [made] = await ctx.db
    .insert(dataset)
    .values({
      slug: `order-${task}`,
      name: task,
      task,
      settings: datasetSettingsSchema.parse({}),
      source: { format: 'csv', files: [], columns: {}, order: [] },
    })
    .returning({ id: dataset.id });
  const datasetId = made!.id;
  await importFrom({ ctx, datasetId, records: input.records, report: () => {} });
  await input.close();
  await finishImport({ ctx, datasetId });
  for (let next = ctx.enqueued.shift(); next; next = ctx.enqueued.shift()) {
    const job = next.queue === 'encode' ? runEncoding : runRound;
    const payload = { jobId: next.jobId, datasetId };
    await runJob(ctx, { payload, attempt: 0, last: false, signal: new AbortController().signal }, (r) =>
      job({ ctx, compute, run: r }),
    );
  }
  const rows = await ctx.sql<{ externalId: string; row: number }[]>`
    select x.external_id as "externalId", x.row from score s
    join sample x on x.id = s.sample_id join dataset d on d.id = x.dataset_id and d.round_id = s.round_id
    where x.dataset_id = ${datasetId} and s.open order by s.suspicion desc, x.row`;
  const [{ alike } = { alike: -1 }] = await ctx.sql<{ alike: number }[]>`
    select (count(*) - count(distinct s.suspicion))::int as alike from score s join sample x on x.id = s.sample_id
    where x.dataset_id = ${datasetId} and x.given_class is not null`;
  expect(alike).toBe(0);
  return rows.map((r) => r.externalId ?? String(r.row));
}

async function foundOrder(path: string): Promise<string[]> {
  const out = join(folder, 'out.jsonl');
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await run([path, '--out', out]);
  } finally {
    told.mockRestore();
  }
  return readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
}

test('texts with groups and missing labels: find and the review queue agree on every place', async () => {
  const random = seeded(4);
  const words = { sea: 'boat sail harbour wind mast tide', bread: 'oven flour yeast crust dough salt' };
  const names = Object.keys(words) as (keyof typeof words)[];
  const lines = Array.from({ length: 160 }, (_, i) => {
    const topic = words[names[i % 2]].split(' ');
    const label = i % 40 === 3 ? '' : names[(i + (i % 15 === 0 ? 1 : 0)) % 2];
    return `k${i},${Array.from({ length: 7 }, () => topic[random.below(6)]).join(' ')},${label},g${Math.floor(i / 4)}`;
  });
  const path = join(folder, 'texts.csv');
  writeFileSync(path, `id,text,label,group\n${lines.join('\n')}\n`);
  const queue = await queueOrder(path, 'text');
  expect(queue).toHaveLength(160);
  expect(await foundOrder(path)).toEqual(queue);
});

test('pictures: find and the review queue agree on every place', async () => {
  const random = seeded(6);
  const pictures = join(folder, 'pictures');
  for (const kind of ['flat', 'high']) mkdirSync(join(pictures, kind), { recursive: true });
  for (let i = 0; i < 80; i++) {
    const pixels = Uint8Array.from({ length: 784 }, () => random.below(60));
    const at = 4 + random.below(20);
    for (let j = 5; j < 23; j++) pixels[i % 2 === 0 ? at * 28 + j : j * 28 + at] = 200;
    const kind = (i % 2 === 0) !== (i % 13 === 0) ? 'flat' : 'high';
    const image = sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } }).toColourspace('b-w');
    await image.png().toFile(join(pictures, kind, `${i}.png`));
  }
  const queue = await queueOrder(pictures, 'image');
  expect(queue).toHaveLength(80);
  expect(await foundOrder(pictures)).toEqual(queue);
});
