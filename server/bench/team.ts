/**
 * A team at work on 100,000 texts, over HTTP against a server started as `npm start` does, everything on this machine:
 *   node --import ./bin/boot/alias.mjs server/bench/team.ts [--home DIR] [--readers 10] [--think 1000] [--decisions 3000]
 *     [--runs 1] [--samples 100000] [--port 3999]
 * With --home the data stays there, and the next call needs no import. Driven by `../shared/tools/simulate.mjs`, unchanged;
 * prints a line per run: latencies in milliseconds, the rounds that ran meanwhile, and from the database what must be 0. The
 * driver's own count of samples held by two also sees blind second readings that begin before the first reader has heard back.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Sql } from 'postgres';
import { connect } from '#/db/client.ts';
import { openLocalBlobs } from '#/server/blobs/local.ts';
import type { Ctx } from '#/server/context.ts';
import { childEnvironment, readEnvironment } from '#/server/environment.ts';
import { findEmbedded } from '#/server/postgres/embedded.ts';
import { createKeyUser } from '#/server/services/accounts/createKeyUser.ts';

const option = (value: string) => ({ type: 'string' as const, default: value });
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    readers: option('10'),
    think: option('1000'),
    decisions: option('3000'),
    runs: option('1'),
    samples: option('100000'),
    port: option('3999'),
  },
});
const root = new URL('../..', import.meta.url).pathname;
const driver = join(root, '../shared/tools/simulate.mjs');
const slug = 'team';
/** Milliseconds from a start to the first call. */
const settling = 10_000;

interface Figures {
  decisions: number;
  errorsFound: number;
  refused: number;
  duplicatesAccepted: number;
  doubleLeases: number;
  reviewSeconds: number;
  /** Of a reader alone, who waits for each round; null with several. */
  secondsFromFullBatchToNewRound: { p50: number | null; p95: number | null };
  millisecondsNext: { p50: number; p95: number };
  millisecondsDecisions: { p50: number; p95: number };
}

/** Runs a program to its end. @returns what it wrote. @throws Error when it fails. */
function output(args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (d: Buffer) => {
    text += d;
  });
  return new Promise((done, fail) =>
    child.on('exit', (code) => (code === 0 ? done(text) : fail(new Error(`${args[0]} ended with ${code}`)))),
  );
}

/** Starts the server and waits until it says that it is ready. */
function startServer(home: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['bin/start.mjs', '--empty'], {
    cwd: root,
    env: childEnvironment({ ERRATA_HOME: home, PORT: values.port, ERRATA_DEMO: '0' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, fail) => {
    child.stdout.on('data', (d: Buffer) => {
      if (d.includes('Errata is ready')) done(child);
    });
    child.on('exit', (code) => fail(new Error(`the server ended with ${code}`)));
  });
}

async function makeKeys(home: string, databaseUrl: string): Promise<string[]> {
  const { close, ...connection } = connect(databaseUrl);
  const blobs = await openLocalBlobs(join(home, 'blobs'));
  const env = readEnvironment({ ERRATA_HOME: home });
  const ctx: Ctx = { ...connection, blobs, env, enqueue: async () => {}, actor: { kind: 'system' } };
  const keys: string[] = [];
  for (let i = 0; i < Number(values.readers); i++) {
    const input = { name: `reader ${i}`, role: i === 0 ? ('lead' as const) : ('annotator' as const) };
    keys.push((await createKeyUser({ ctx, input })).key);
  }
  await close();
  return keys;
}

interface Counts {
  stored: number;
  heldTwice: number;
  surplus: number;
}

/** What happened since `since`: decisions stored, seats of a sample held by two at once, samples with more readers than asked for. */
async function countSince(sql: Sql, since: Date): Promise<Counts> {
  const [counts] = await sql<[Counts]>`
    with d as (select decision.* from decision join dataset on dataset.id = dataset_id where slug = ${slug} and at > ${since}),
    l as (select lease.* from lease join dataset on dataset.id = dataset_id where slug = ${slug} and served_at > ${since})
    select (select count(*) from d where verdict <> 'retract' and not late)::int as stored,
      (select count(*) from l a join l b on b.sample_id = a.sample_id and b.slot = a.slot and b.id > a.id
        and b.served_at < coalesce(a.ended_at, 'infinity') and a.served_at < coalesce(b.ended_at, 'infinity'))::int as "heldTwice",
      (select count(*) from (select from d where kind = 'reading' and not late and verdict <> 'retract'
        group by sample_id having count(distinct user_id) > max(asked)) t)::int as surplus`;
  return counts;
}

async function main(): Promise<void> {
  if (!existsSync(driver)) return console.log(`left out: ${driver} is not there`);
  const home = values.home ?? mkdtempSync(join(tmpdir(), 'errata-team-'));
  mkdirSync(home, { recursive: true });
  const data = join(home, 'planted');
  if (!existsSync(data)) {
    const planted = join(root, 'server/bench/planted.ts');
    const alias = ['--import', join(root, 'bin/boot/alias.mjs')];
    console.log((await output([...alias, planted, 'texts', data, '.05', '7', values.samples])).trim());
  }
  const server = await startServer(home);
  try {
    const url = await findEmbedded(home);
    if (!url) throw new Error('the database does not answer');
    const { sql, close } = connect(url, { max: 1 });
    const keys = await makeKeys(home, url);
    // After a start a worker reads the geometry, and pages come back into memory.
    await new Promise((r) => setTimeout(r, settling));
    const drive = async (more: string[]) => {
      const at = ['--url', `http://127.0.0.1:${values.port}`, '--keys', keys.join(',')];
      return JSON.parse(await output([driver, ...at, '--truth', join(data, 'truth.json'), ...more])) as Figures;
    };
    const [known] = await sql`select 1 from dataset where slug = ${slug} and state = 'ready'`;
    if (!known) await drive(['--file', join(data, 'texts.csv'), '--name', slug, '--decisions', '0']);
    for (let run = 0; run < Number(values.runs); run++) {
      const [{ now }] = await sql<[{ now: Date }]>`select now()`;
      const f = await drive(['--dataset', slug, '--decisions', values.decisions, '--think', values.think]);
      const rounds = await sql<{ total: number }[]>`
        select (durations->>'total')::float8 / 1000 as total from round where published_at > ${now} order by number`;
      const counts = await countSince(sql, now);
      const { p50: typical, p95: slow } = f.secondsFromFullBatchToNewRound;
      const waited =
        typical === null
          ? ''
          : `, published p50 ${typical.toFixed(2)} s p95 ${slow?.toFixed(2)} s after the last decision`;
      const ms = ({ p50, p95 }: { p50: number; p95: number }) => `p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)}`;
      console.log(
        `${keys.length} readers, think ${values.think} ms, ${f.decisions} decisions in ${f.reviewSeconds.toFixed(0)} s: ` +
          `next ${ms(f.millisecondsNext)}; decisions ${ms(f.millisecondsDecisions)}; found ${f.errorsFound}, ` +
          `duplicates accepted ${f.duplicatesAccepted}, refused ${f.refused}, lost ${f.decisions - counts.stored}, ` +
          `held twice ${counts.heldTwice} (the driver saw ${f.doubleLeases}), surplus answers ${counts.surplus}; ` +
          `rounds ${rounds.map((r) => `${r.total.toFixed(1)} s`).join(', ') || 'none'}${waited}`,
      );
    }
    await close();
  } finally {
    server.removeAllListeners('exit');
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    if (values.home === undefined) rmSync(home, { recursive: true, force: true });
  }
}

await main();
