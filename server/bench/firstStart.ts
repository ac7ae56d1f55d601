/**
 * Seconds from `npm start` to the page and to each of the demo sets, packages installed, with no build and no database
 * yet; then a second start, which finds both:
 *   node --import ./bin/boot/alias.mjs server/bench/firstStart.ts [--port 3997]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { childEnvironment } from '#/server/environment.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '3997' } } });
const root = new URL('../..', import.meta.url).pathname;
const origin = `http://127.0.0.1:${values.port}`;
const dist = '.next-first-start';
const sets = 4;

function start(home: string): { child: ChildProcess; seconds: () => string } {
  const began = performance.now();
  const child = spawn(process.execPath, ['bin/start.mjs'], {
    cwd: root,
    env: childEnvironment({
      ERRATA_HOME: home,
      ERRATA_DIST: dist,
      PORT: values.port,
      ERRATA_DEMO: '1',
      DATABASE_URL: '',
    }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { child, seconds: () => ((performance.now() - began) / 1000).toFixed(1) };
}

/** Asks until the page is served. @throws Error when the server ends before */
async function served(child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(origin, { redirect: 'manual' }).catch(() => null);
    if (answer && answer.status < 400) return;
    await sleep(250);
  }
  throw new Error(`the server ended with ${child.exitCode}`);
}

async function signIn(): Promise<string> {
  const answer = await fetch(`${origin}/api/demo-sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'lead' }),
  });
  if (!answer.ok) throw new Error(`the demo sign-in answers ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

const home = mkdtempSync(join(tmpdir(), 'errata-first-'));
chmodSync(home, 0o755);
try {
  const first = start(home);
  await served(first.child);
  console.log(`first start: page served after ${first.seconds()} s`);
  const cookie = await signIn();
  for (let ready = 0; ready < sets; ) {
    await sleep(250);
    const list = (await (await fetch(`${origin}/api/v1/datasets`, { headers: { cookie } })).json()) as {
      state: string;
    }[];
    const now = list.filter((d) => d.state === 'ready').length;
    if (now > ready) console.log(`${now} of ${sets} demo sets ready after ${first.seconds()} s`);
    ready = now;
  }
  await stop(first.child);
  const second = start(home);
  await served(second.child);
  console.log(`second start: page served after ${second.seconds()} s`);
  await stop(second.child);
} finally {
  rmSync(home, { recursive: true, force: true });
  rmSync(join(root, dist), { recursive: true, force: true });
}
