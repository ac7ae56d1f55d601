import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, say } from './root.ts';
import { isStopping, onStop } from './stopping.ts';

const orphan = join(root, 'bin', 'boot', 'orphan.mjs');

/**
 * Starts a Node program of ours that ends when we end.
 * @param apart in a session of its own, which Linux gives a share of the processor of its own
 */
export function startChild(
  args: string[],
  env: NodeJS.ProcessEnv,
  { out = 'inherit', apart = false }: { out?: 'inherit' | 'pipe'; apart?: boolean } = {},
): ChildProcess {
  return spawn(process.execPath, ['--import', orphan, ...args], {
    cwd: root,
    env: { ...env, ERRATA_PARENT: String(process.pid) },
    stdio: ['ignore', out, out, 'ipc'],
    detached: apart && process.platform === 'linux',
  });
}

function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1);
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}

/** Asks a child to stop; after `graceMs` it has to. */
export async function endChild(child: ChildProcess, graceMs = 8_000): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended(child);
  clearTimeout(timer);
}

/** Runs a Node program to its end; stopped with us. @returns its exit code. */
export async function runChild(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = startChild(args, env);
  onStop(() => endChild(child));
  return ended(child);
}

/** The same, but its output is kept and returned: it is of interest only when the program fails. */
export async function runQuietly(args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const child = startChild(args, env, { out: 'pipe' });
  onStop(() => endChild(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (d: Buffer) => {
      output += d;
    });
  return { code: await ended(child), output };
}

export interface Supervised {
  stop(): Promise<void>;
}

/** Keeps a program running: started again after a crash, at once the first time, then with growing pauses up to 15 s. */
export function supervise(name: string, args: string[], env: NodeJS.ProcessEnv): Supervised {
  let wanted = true;
  let child: ChildProcess | undefined;
  const done = (async () => {
    let pause = 250;
    while (wanted && !isStopping()) {
      const started = Date.now();
      // Once people decide, the worker gives way to them: see server/priority.ts.
      child = startChild(args, env, { apart: name === 'worker' });
      const code = await ended(child);
      if (!wanted || isStopping()) return;
      if (Date.now() - started > 60_000) pause = 250;
      say(`The ${name} process ended (exit ${code}); starting it again in ${pause / 1000} s.`);
      await sleep(pause);
      pause = Math.min(15_000, pause * 2);
    }
  })();
  return {
    stop: async () => {
      wanted = false;
      if (child) await endChild(child);
      await Promise.race([done, sleep(100)]);
    },
  };
}
