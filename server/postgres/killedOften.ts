/**
 * PostgreSQL killed again and again under a worker with jobs and a web process with readers, in real processes:
 *   node --import ./bin/boot/alias.mjs server/postgres/killedOften.ts [--kills 20] [--port 4820]
 * Prints what ended a process or was heard by nobody, how long the first answer took after each start, and whether every decision
 * that was acknowledged is in the log, once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect } from '#/db/client.ts';
import { migrate } from '#/db/migrate.ts';
import { openLocalBlobs } from '#/server/blobs/local.ts';
import type { Ctx } from '#/server/context.ts';
import { childEnvironment, readEnvironment } from '#/server/environment.ts';
import { createFront } from '#/server/http/front.ts';
import { createKeyUser } from '#/server/services/accounts/createKeyUser.ts';
import { webParts } from '#/server/webParts.ts';
import { startEmbedded } from './embedded.ts';
import { readRecord } from './record.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '20' }, port: { type: 'string', default: '4820' } },
});
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const origin = `http://127.0.0.1:${values.port}`;

/** The web process without its pages, which need a build. */
function serve(): void {
  const front = createFront({
    origin,
    open: webParts(readEnvironment()).open,
    pages: async (_, res) => void res.writeHead(404).end(),
    stopping: new AbortController().signal,
  });
  front.listen(Number(values.port), '127.0.0.1');
}

const unheard: string[] = [];
/** Says what nobody hears instead of ending. */
const listener = `for (const kind of ['unhandledRejection', 'uncaughtException'])
  process.on(kind, (e) => process.send({ unheard: kind + ': ' + (e?.stack ?? e) }));`;

function start(name: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const loads = ['--import', file('../../bin/boot/alias.mjs'), '--import', `data:text/javascript,${listener}`];
  const child = spawn(process.execPath, [...loads, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (said: { unheard?: string }) => {
    if (said.unheard) unheard.push(`${name}: ${said.unheard}`);
  });
  child.on('exit', (code, signal) => signal === 'SIGKILL' || unheard.push(`${name} ended with ${code ?? signal}`));
  return child;
}

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'errata-killed-'));
  chmodSync(home, 0o755);
  let server = await startEmbedded(home);
  await migrate(server.url);
  const env = childEnvironment({
    DATABASE_URL: server.url,
    ERRATA_HOME: home,
    ERRATA_SECRET: 'a secret for this run alone, of no use elsewhere',
    ERRATA_DEMO: '0',
    LOG_LEVEL: 'silent',
    PORT: values.port,
  });
  const { close, ...connection } = connect(server.url, { max: 2 });
  const blobs = await openLocalBlobs(join(home, 'blobs'));
  const ctx: Ctx = {
    ...connection,
    blobs,
    env: readEnvironment(env),
    enqueue: async () => {},
    actor: { kind: 'system' },
  };
  const { key } = await createKeyUser({ ctx, input: { name: 'lead', role: 'lead' } });
  const children = [
    start('worker', [file('../worker.ts')], env),
    start('web', [file('./killedOften.ts'), 'web', '--port', values.port], env),
  ];

  const ask = async (method: string, path: string, body?: object) => {
    const form = body instanceof FormData;
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { 'x-api-key': key, ...(body && !form ? { 'content-type': 'application/json' } : {}) },
      body: form ? body : body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;)
      try {
        return await work();
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError') unheard.push(`no answer in 30 s: ${error.stack}`);
        await sleep(50);
      }
  };

  const words = ['boat', 'sail', 'bread', 'oven', 'rook', 'pawn'];
  const rows = Array.from(
    { length: 1200 },
    (_, i) => `${words[i % 6]} ${words[(i * 7) % 6]} ${i},${['sea', 'food', 'game'][(i % 6) >> 1]}`,
  );
  const importOne = async () => {
    const form = new FormData();
    form.append('file', new Blob([`text,label\n${rows.join('\n')}\n`]), 'texts.csv');
    form.append('name', `Set ${randomUUID()}`);
    return (await ask('POST', '/datasets', form)).dataset as string;
  };
  const slug = await again(importOne);
  for (;;) {
    if ((await again(() => ask('GET', `/datasets/${slug}`))).state === 'ready') break;
    await sleep(200);
  }
  const [queue] = await again(() => ask('GET', `/datasets/${slug}/queues`));

  let going = true;
  const acknowledged = new Set<string>();
  const read = async () => {
    while (going) {
      const items = await again(() => ask('POST', `/queues/${queue.id}/next`, { limit: 4 }));
      for (const i of items) {
        const d = { leaseId: i.leaseId, sampleId: i.sample.id, verdict: 'keep', clientKey: randomUUID() };
        const { results } = await again(() => ask('POST', '/decisions', { decisions: [d] }));
        if (['accepted', 'duplicate', 'late'].includes(results[0].status)) acknowledged.add(d.clientKey);
        await sleep(100);
      }
      if (items.length === 0) await sleep(500);
    }
  };
  const look = async () => {
    while (going) {
      await again(() => ask('GET', `/datasets/${slug}/stats`));
      await again(() => ask('POST', `/datasets/${slug}/exports`, { format: 'csv' }));
      await sleep(700);
    }
  };
  const importing = async () => {
    while (going) {
      await again(importOne);
      await sleep(4_000);
    }
  };
  const traffic = [read(), look(), importing()];

  const waits: number[] = [];
  for (let kill = 0; kill < Number(values.kills); kill++) {
    await sleep(300 + Math.random() * 2_500);
    const pid = readFileSync(join(readRecord(home)!.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0];
    process.kill(Number(pid), 'SIGKILL');
    server = await startEmbedded(home);
    const began = performance.now();
    await again(() => ask('POST', `/queues/${queue.id}/next`, { limit: 1 }));
    waits.push(Math.round(performance.now() - began));
  }
  going = false;
  await Promise.all(traffic);
  const { sql } = connection;
  const stored = await sql<{ key: string; n: number }[]>`
    select client_key as key, count(*)::int as n from decision group by 1`;
  const [log] = await sql`
    select count(*)::int as events, max(seq) as last from decision d join dataset s on s.id = d.dataset_id where slug = ${slug}`;
  const lost = [...acknowledged].filter((k) => stored.find((s) => s.key === k)?.n !== 1);
  let open: number;
  const end = Date.now() + 90_000;
  do {
    await sleep(500);
    [{ n: open }] = await sql<[{ n: number }]>`select count(*)::int as n from job where state in ('queued', 'running')`;
  } while (open > 0 && Date.now() < end);
  const jobs = await sql`select kind, state, count(*)::int as n from job group by 1, 2 order by 1, 2`;
  const says = {
    kills: waits.length,
    acknowledged: acknowledged.size,
    lost,
    log,
    jobs,
    openJobs: open,
    waits,
    unheard,
  };
  console.log(JSON.stringify(says, null, 1));
  for (const child of children) child.kill('SIGKILL');
  await close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
  process.exit(unheard.length + lost.length + open === 0 ? 0 : 1);
}

if (positionals[0] === 'web') serve();
else await main();
