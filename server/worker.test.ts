import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dataset, decision, job, round } from '#/db/schema/index.ts';
import { type Boss, openBoss } from '#/server/jobs/boss.ts';
import { startImport } from '#/server/services/imports/start.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let t: TestDatabase;
let ctx: TestCtx;
let boss: Boss;
let worker: ChildProcess | null = null;
beforeAll(async () => {
  t = await testDatabase();
  boss = await openBoss(t.url);
  ctx = await testCtx(t, 'lead');
  ctx.enqueue = boss.send;
});
afterEach(() => kill('SIGKILL'));
afterAll(async () => {
  await boss.stop();
  await t.close();
});

/** A worker process of its own, as the server starts it; started again when it dies by itself, as `npm start` does. */
async function startWorker(): Promise<void> {
  const started = spawn(process.execPath, ['--import', file('../bin/boot/alias.mjs'), file('./worker.ts')], {
    env: { ...process.env, DATABASE_URL: t.url, ERRATA_HOME: ctx.env.home, ERRATA_DEMO: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  worker = started;
  started.once('exit', () => {
    if (worker === started) startWorker().catch(() => {});
  });
  await once(started, 'message');
}

async function kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const dying = worker;
  worker = null;
  if (!dying || dying.exitCode !== null) return null;
  dying.kill(signal);
  const [code] = await once(dying, 'exit');
  return code as number | null;
}

async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 6000; tries++) {
    // A cut connection is made again with the next question.
    const answer = await ask().catch((error: { message: string }) => {
      if (!/CONNECTION|ECONN|terminat/.test(`${error.message} ${String((error as Error).cause)}`)) throw error;
      return null;
    });
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain for ${what}`);
}

const running = (datasetId: number, kind: 'import' | 'encode' | 'round') =>
  until(`a running ${kind}`, async () => {
    const where = and(eq(job.datasetId, datasetId), eq(job.kind, kind), eq(job.state, 'running'));
    return (await ctx.db.select().from(job).where(where))[0];
  });

const set = async (datasetId: number) => (await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId)))[0]!;

/** Imports a CSV of three subjects through the upload, as the browser does. */
async function importCsv(): Promise<number> {
  const words = [
    ['keel', 'sail', 'mast', 'tide', 'hull'],
    ['flour', 'yeast', 'oven', 'rye', 'dough'],
    ['rook', 'pawn', 'check', 'queen', 'board'],
  ];
  const lines = ['text,label'];
  for (let i = 0; i < 300; i++) {
    const own = words[i % 3]!;
    const text = Array.from({ length: 8 }, (_, j) => own[(i * 3 + j * (1 + (i % 4))) % 5]).join(' ');
    lines.push(`${text} ${i},${['boats', 'bread', 'chess'][(i + (i % 10 === 9 ? 1 : 0)) % 3]}`);
  }
  async function* body() {
    yield Buffer.from(lines.join('\n'));
  }
  const { id } = await storeUpload({ ctx, input: { fileName: 'subjects.csv', body: body() } });
  const { dataset: slug } = await startImport({ ctx, input: { uploadIds: [id], name: `subjects ${randomUUID()}` } });
  return (await ctx.db.select().from(dataset).where(eq(dataset.slug, slug)))[0]!.id;
}

async function keepFirst(datasetId: number, count: number): Promise<void> {
  const rows = await ctx.sql`select id from sample where dataset_id = ${datasetId} order by row limit ${count}`;
  await ctx.db.insert(decision).values(
    rows.map((r, i) => ({
      datasetId,
      seq: i + 1,
      sampleId: Number(r.id),
      userId: 'reader',
      verdict: 'keep' as const,
      clientKey: `${datasetId}-keep-${i}`,
      suggestionShown: true,
    })),
  );
  await ctx.db.update(dataset).set({ eventSeq: count, decisions: count }).where(eq(dataset.id, datasetId));
}

async function digest(datasetId: number): Promise<string> {
  const { roundId } = await set(datasetId);
  const rows = await ctx.sql`
    select row, p_given, suggested_class, suspicion, signals, open from score where round_id = ${roundId} order by row`;
  expect(rows).toHaveLength(300);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

const ready = (datasetId: number) =>
  until('a dataset that is ready', async () => {
    const { state, message } = await set(datasetId);
    if (state === 'failed') throw new Error(`the dataset failed: ${message}`);
    return state === 'ready';
  });
const roundNumber = (datasetId: number, number: number) =>
  until(`round ${number}`, async () => {
    const where = and(eq(round.datasetId, datasetId), eq(round.number, number), eq(round.state, 'published'));
    return (await ctx.db.select().from(round).where(where))[0];
  });

test('workers killed while they import, encode and score lose nothing and double nothing', {
  timeout: 300_000,
}, async () => {
  await startWorker();
  const whole = await importCsv();
  await ready(whole);
  await keepFirst(whole, 12);
  await requestRound({ ctx, datasetId: whole, trigger: 'batch' });
  await roundNumber(whole, 2);

  const cut = await importCsv();
  await running(cut, 'import');
  await kill('SIGKILL');
  await startWorker();
  await running(cut, 'encode');
  await kill('SIGKILL');
  await startWorker();
  await ready(cut);
  expect((await set(cut)).samples).toBe(300);
  expect(await ctx.sql`select count(*)::int as n from sample where dataset_id = ${cut}`).toEqual([{ n: 300 }]);
  const first = (await set(cut)).roundId;

  await keepFirst(cut, 12);
  await requestRound({ ctx, datasetId: cut, trigger: 'batch' });
  await until('a round that runs', async () => {
    const found = await ctx.db
      .select()
      .from(round)
      .where(and(eq(round.datasetId, cut), eq(round.state, 'running')));
    return found.length > 0;
  });
  await kill('SIGKILL');
  expect((await set(cut)).roundId).toBe(first);
  await startWorker();
  await roundNumber(cut, 2);
  expect(await digest(cut)).toBe(await digest(whole));
  expect(await ctx.db.$count(round, eq(round.datasetId, cut))).toBe(2);
});

test('asked to stop, a worker ends cleanly and leaves its job to the next', { timeout: 120_000 }, async () => {
  await startWorker();
  const datasetId = await importCsv();
  await running(datasetId, 'encode');
  expect(await kill('SIGTERM')).toBe(0);
  await startWorker();
  await ready(datasetId);
});

test('a database that drops every connection in the middle of a job ends no job', { timeout: 180_000 }, async () => {
  await startWorker();
  const datasetId = await importCsv();
  const cut = () => t.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  for (const kind of ['import', 'encode', 'round'] as const) {
    await running(datasetId, kind);
    await cut().catch(() => {});
  }
  await ready(datasetId);
  expect((await set(datasetId)).samples).toBe(300);
  const jobs = await ctx.db.select().from(job).where(eq(job.datasetId, datasetId));
  expect(jobs.filter((j) => j.state === 'failed')).toEqual([]);
});
