import { existsSync, readdirSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '#/server/environment.ts';
import { backendPhrase } from './backend.ts';
import { runChild } from './child.ts';
import { root, say } from './root.ts';

/** Folders whose programs each measure one thing and need no running server. */
const folders = ['ml/bench', 'server/bench'];
/** Makes data for other programs, measures nothing. */
const notBenches = ['server/bench/planted.ts'];

/** Every benchmark, one program each. */
export function benches(): string[] {
  return folders
    .filter((f) => existsSync(join(root, f)))
    .flatMap((f) => readdirSync(join(root, f)).map((n) => `${f}/${n}`))
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !notBenches.includes(f))
    .sort();
}

/** Runs all benchmarks, or those whose path contains `only`, one after the other. @returns the first exit code that is not 0. */
export async function runBenches(only: string | undefined, args: string[]): Promise<number> {
  const chosen = benches().filter((b) => only === undefined || b.includes(only));
  if (chosen.length === 0) {
    process.stderr.write(`There is no benchmark “${only}”. There are:\n${benches().join('\n')}\n`);
    return 2;
  }
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 1e9);
  say(
    `${new Date().toISOString()} · ${cpus().length} × ${cpu?.model ?? 'unknown processor'} · ${gigabytes} GB · ${type()} ${release()}`,
  );
  say(`Node ${process.version} · ${backendPhrase()}`);
  for (const bench of chosen) {
    say(`\n── ${bench}`);
    const code = await runChild(
      ['--import', join(root, 'bin/boot/alias.mjs'), join(root, bench), ...args],
      childEnvironment({}),
    );
    if (code !== 0) return code;
  }
  return 0;
}
