import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../worker.ts', import.meta.url));
const alias = fileURLToPath(new URL('../../bin/boot/alias.mjs', import.meta.url));

export interface WorkerProcess {
  /** SIGKILL: no chance to tidy up. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, as on Ctrl-C. */
  stop(): Promise<void>;
}

/** A real worker process on a database and a home folder; ready to take jobs when this resolves. */
export async function startWorker(url: string, home: string): Promise<WorkerProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--import', alias, entry], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      ERRATA_HOME: home,
      ERRATA_SECRET: 'a secret for tests, of no use elsewhere',
      ERRATA_DEMO: '0',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    gone.then(([code, signal]) => {
      throw new Error(`the worker ended before it was ready (${code ?? signal})`);
    }),
  ]);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

/** Asks again and again until the answer is there. @throws after `seconds`, naming what it waited for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null>,
  seconds = 90,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const found = await ask().catch(() => undefined);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${seconds} s in vain for: ${what}`);
}
