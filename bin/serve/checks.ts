import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isLoopback } from '#/server/auth/origin.ts';
import type { Environment, Launch } from '#/server/environment.ts';

/**
 * Whether to run as the demo: as ERRATA_DEMO says; else as the home folder remembers; else, on the first start with the
 * embedded database, yes unless it shall be empty.
 */
export function decideDemo(env: Environment, launch: Launch, empty: boolean): boolean {
  if (launch.demoGiven) return env.demo && !empty;
  if (env.databaseUrl !== undefined) return false;
  const file = join(env.home, 'demo');
  if (!empty && existsSync(file)) return readFileSync(file, 'utf8').trim() === '1';
  const first = !existsSync(join(env.home, 'postgres.json'));
  const demo = first && !empty;
  mkdirSync(env.home, { recursive: true });
  writeFileSync(file, demo ? '1\n' : '0\n');
  return demo;
}

/** What keeps the server from starting, one sentence each. */
export function problemsOf(env: Environment, { demo }: { demo: boolean }): string[] {
  const problems: string[] = [];
  if (demo && !isLoopback(env.host))
    problems.push(
      `HOST: ${env.host} can be reached from other machines, and the demo lets anybody in. Set HOST=127.0.0.1, or start without the demo: ERRATA_DEMO=0 npm start, or npm start -- --empty.`,
    );
  if (env.databaseUrl !== undefined && env.secret === undefined)
    problems.push(
      'ERRATA_SECRET: is required with DATABASE_URL. Take 32 or more random characters, the same for every process, for example from `openssl rand -hex 32`.',
    );
  return problems;
}

/** Whether the address can be listened on; a sentence if not. */
export function portProblem({ host, port }: Environment): Promise<string | null> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      done(
        error.code === 'EADDRINUSE'
          ? `PORT: ${port} is in use on ${host}. Stop the program that uses it, or set PORT to another number.`
          : `HOST: cannot listen on ${host}, port ${port} (${error.code}). Set HOST to an address of this machine.`,
      ),
    );
    probe.listen(port, host, () => probe.close(() => done(null)));
  });
}
