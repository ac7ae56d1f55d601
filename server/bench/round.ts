/**
 * From the last decision of a batch to the published round, through the queue of jobs and the database.
 *   node --import ./bin/boot/alias.mjs server/bench/round.ts [samples=100000] [dims=384] [classes=10]
 * Prints one JSON object; brings a database of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { connect } from '#/db/client.ts';
import { migrate } from '#/db/migrate.ts';
import { dataset, datasetClass, encoding, round } from '#/db/schema/index.ts';
import { seeded } from '#/ml/algebra/random.ts';
import { openLocalBlobs } from '#/server/blobs/local.ts';
import { openCompute } from '#/server/compute/open.ts';
import type { Ctx } from '#/server/context.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import { readEnvironment } from '#/server/environment.ts';
import { openBoss } from '#/server/jobs/boss.ts';
import { startJobs } from '#/server/jobs/start.ts';
import { startEmbedded } from '#/server/postgres/embedded.ts';
import { storeGeometry } from '#/server/services/encodings/geometry.ts';
import { neighborCount } from '#/server/services/encodings/neighbors.ts';
import { shardRows } from '#/server/services/encodings/shards.ts';
import { type RoundTrigger, requestRound } from '#/server/services/rounds/request.ts';

const [samples = 100_000, dims = 384, classes = 10] = process.argv.slice(2).map(Number);
const wrongShare = 0.05;
const random = seeded(11);

/** Gaussian-like numbers around a centre per class; 5% of the given labels are another class. */
function makeData() {
  const centres = Float32Array.from({ length: classes * dims }, () => random.normal());
  const data = new Float32Array(samples * dims);
  const truth = Int32Array.from({ length: samples }, () => random.below(classes));
  for (let i = 0; i < samples; i++)
    for (let j = 0; j < dims; j++) data[i * dims + j] = 0.15 * centres[truth[i]! * dims + j]! + random.normal();
  const given = truth.map((t) => (random.uniform() < wrongShare ? (t + 1 + random.below(classes - 1)) % classes : t));
  return { features: { data, rows: samples, cols: dims }, truth, given };
}

async function insertDataset(ctx: Ctx, given: Int32Array): Promise<number> {
  const [made] = await ctx.db
    .insert(dataset)
    .values({
      slug: 'bench',
      name: 'bench',
      task: 'text',
      state: 'scoring',
      samples,
      settings: datasetSettingsSchema.parse({}),
      source: { format: 'csv', files: [], columns: {}, order: [] },
    })
    .returning();
  const datasetId = made!.id;
  await ctx.db
    .insert(datasetClass)
    .values(Array.from({ length: classes }, (_, index) => ({ datasetId, index, name: `class ${index}` })));
  const sink =
    await ctx.sql`copy sample (dataset_id, row, external_id, content, given_class, audit_rank) from stdin`.writable();
  await pipeline(
    Readable.from(
      (function* () {
        for (let i = 0; i < samples; i++)
          yield `${datasetId}\t${i}\t${i}\t{"kind":"text","text":"row ${i}"}\t${given[i]}\t${i}\n`;
      })(),
    ),
    sink,
  );
  return datasetId;
}

/** Fifty decisions, each what the truth says, on the most suspicious open samples. */
async function decideBatch(ctx: Ctx, datasetId: number, truth: Int32Array): Promise<void> {
  await ctx.sql.begin(async (tx) => {
    const [set] = await tx`select event_seq, round_id from dataset where id = ${datasetId} for update`;
    const rows = await tx`
      select sample_id, row from score where round_id = ${set!.round_id} and open order by suspicion desc limit 50`;
    for (const [i, r] of rows.entries())
      await tx`
        insert into decision (dataset_id, seq, sample_id, user_id, verdict, label, client_key, suggestion_shown)
        values (${datasetId}, ${set!.event_seq + i + 1}, ${r.sample_id}, 'bench', 'relabel', ${truth[r.row]!},
          ${`bench-${set!.event_seq + i}`}, true)`;
    await tx`update dataset set event_seq = event_seq + 50, decisions = decisions + 50 where id = ${datasetId}`;
  });
}

const home = mkdtempSync(join(tmpdir(), 'errata-bench-'));
const server = await startEmbedded(home);
await migrate(server.url);
const connection = connect(server.url);
const compute = openCompute();
const boss = await openBoss(server.url, { worker: true });
const ctx: Ctx = {
  actor: { kind: 'system' },
  db: connection.db,
  sql: connection.sql,
  quick: connection.quick,
  blobs: await openLocalBlobs(join(home, 'blobs')),
  env: readEnvironment({ ERRATA_HOME: home, DATABASE_URL: server.url }),
  enqueue: boss.send,
};
const stopWatch = await startJobs({ boss, log: pino({ level: 'warn' }), ctx, compute });

async function timedRound(datasetId: number, trigger: RoundTrigger, mode?: 'cold' | 'warm') {
  const start = performance.now();
  let done = () => {};
  const published = new Promise<void>((resolve) => {
    done = resolve;
  });
  const listening = await ctx.sql.listen('errata_live', (payload) => {
    if (payload.includes('"round"')) done();
  });
  await requestRound({ ctx, datasetId, trigger, mode });
  await published;
  const milliseconds = Math.round(performance.now() - start);
  await listening.unlisten();
  const rows = await ctx.db.select().from(round).where(eq(round.datasetId, datasetId)).orderBy(round.number);
  const { durations, metrics, backend, number } = rows.at(-1)!;
  return { number, mode: rows.at(-1)!.mode, milliseconds, durations, metrics, backend };
}

try {
  const { features, truth, given } = makeData();
  const datasetId = await insertDataset(ctx, given);
  const building = performance.now();
  const made = await compute.geometry({ features, neighbors: neighborCount, seed: 0 }, () => {});
  const geometrySeconds = Math.round(performance.now() - building) / 1000;
  const [row] = await ctx.db
    .insert(encoding)
    .values({
      datasetId,
      encoder: 'bench',
      rows: samples,
      dims,
      shards: [],
      shardRows,
      contentHash: 'bench',
      geometry: await storeGeometry(ctx.blobs, made.saved),
    })
    .returning();
  await ctx.db.update(dataset).set({ encodingId: row!.id }).where(eq(dataset.id, datasetId));
  const rounds = [await timedRound(datasetId, 'import')];
  for (let i = 0; i < 5; i++) {
    await decideBatch(ctx, datasetId, truth);
    rounds.push(await timedRound(datasetId, 'batch'));
  }
  const date = new Date().toISOString().slice(0, 10);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  console.log(JSON.stringify({ date, machine, samples, dims, classes, geometrySeconds, rounds }, null, 1));
} finally {
  stopWatch();
  await boss.stop();
  await compute.close();
  await connection.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
