import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment, type Environment } from '#/server/environment.ts';
import type { Build } from './build.ts';
import { root } from './root.ts';
import { isStopping } from './stopping.ts';

interface Told {
  databaseUrl: string;
  secret: string;
  demo: boolean;
  build: Build;
  logLevel?: string;
}

/** Everything a web or worker process is told; what npm or a shell set otherwise stays. */
export function partEnvironment(
  env: Environment,
  { databaseUrl, secret, demo, build, logLevel = env.logLevel }: Told,
): NodeJS.ProcessEnv {
  return childEnvironment({
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    ERRATA_SECRET: secret,
    ERRATA_HOME: env.home,
    ERRATA_DEMO: demo ? '1' : '0',
    ERRATA_DIST: build.next,
    HOST: env.host,
    PORT: String(env.port),
    LOG_LEVEL: logLevel,
    NEXT_TELEMETRY_DISABLED: '1',
  });
}

export function webArguments(build: Build): string[] {
  return ['--enable-source-maps', join(root, build.processes, 'web.mjs')];
}

export function workerArguments(build: Build): string[] {
  return ['--enable-source-maps', join(root, build.processes, 'worker.mjs')];
}

/** The status of one request on a connection of its own; null where nobody answers. */
function ask(env: Environment): Promise<number | null> {
  const everywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  return new Promise((done) => {
    const request = get({
      host: everywhere[env.host] ?? env.host,
      port: env.port,
      path: '/api/setup',
      // A connection that is kept open would hold up the server's end.
      agent: false,
      timeout: 10_000,
    });
    request.on('response', (answer) => {
      answer.resume();
      done(answer.statusCode ?? null);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(null));
  });
}

/** Waits until the web process answers from its database. One with a PUBLIC_URL refuses our address, but it answers. */
export async function answers(env: Environment, within = 60_000): Promise<boolean> {
  for (const end = Date.now() + within; Date.now() < end && !isStopping(); await sleep(50)) {
    const status = await ask(env);
    if (status !== null && status < 500) return true;
  }
  return false;
}
