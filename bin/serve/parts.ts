import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment, type Environment } from '#/server/environment.ts';
import type { Build } from './build.ts';
import { root } from './root.ts';

/** Everything a web or worker process is told; what npm or a shell set otherwise stays. */
export function partEnvironment(
  env: Environment,
  { databaseUrl, secret, demo, build }: { databaseUrl: string; secret: string; demo: boolean; build: Build },
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
    NEXT_TELEMETRY_DISABLED: '1',
  });
}

/** Next listens on all interfaces unless it is told the host. */
export function webArguments(env: Environment): string[] {
  return [join(root, 'node_modules/next/dist/bin/next'), 'start', '-H', env.host, '-p', String(env.port)];
}

export function workerArguments(build: Build): string[] {
  return ['--enable-source-maps', join(root, build.worker, 'worker.mjs')];
}

/** Waits until the web process answers from its database. */
export async function answers(env: Environment, within = 60_000): Promise<boolean> {
  const host =
    env.host === '0.0.0.0' ? '127.0.0.1' : env.host.includes(':') ? `[${env.host.replace(/^::$/, '::1')}]` : env.host;
  for (const end = Date.now() + within; Date.now() < end; await sleep(50)) {
    const answer = await fetch(`http://${host}:${env.port}/api/setup`, { headers: { connection: 'close' } }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    // A server with a PUBLIC_URL refuses our address, but it answers.
    if (answer && answer.status < 500) return true;
  }
  return false;
}
