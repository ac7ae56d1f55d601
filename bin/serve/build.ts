import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '#/server/environment.ts';
import { bundleProcesses } from './bundle.ts';
import { runQuietly } from './child.ts';
import { root, say } from './root.ts';
import { hashSources } from './sources.ts';
import { isStopping, stop } from './stopping.ts';

/** Where a finished build is; paths relative to the clone. */
export interface Build {
  hash: string;
  /** Next's folder. */
  next: string;
  /** Folder of web.mjs, worker.mjs and thread.mjs. */
  processes: string;
}

function readStamp(file: string): Build | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Build;
  } catch {
    return null;
  }
}

/**
 * Builds web and worker unless the last build is of these very sources. The new build is made beside the old one, and
 * the stamp moves last: a build that fails or is interrupted leaves the old one in place.
 * @param onWorker called as soon as the worker can be started, which is long before the pages are built
 */
export async function ensureBuilt(dist: string, onWorker: (build: Build) => void = () => {}): Promise<Build> {
  const folder = join(root, dist);
  const stampFile = join(folder, 'stamp.json');
  const last = readStamp(stampFile);
  const hash = hashSources(root);
  if (last?.hash === hash && existsSync(join(root, last.next, 'BUILD_ID')) && existsSync(join(root, last.processes))) {
    onWorker(last);
    return last;
  }

  say('Building; this takes about half a minute.');
  const started = Date.now();
  const side = last?.next.endsWith('a') ? 'b' : 'a';
  const made: Build = { hash, next: join(dist, `next-${side}`), processes: join(dist, `processes-${side}`) };
  for (const old of [made.next, made.processes]) rmSync(join(root, old), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const clock = setInterval(() => say(`  still building (${Math.round((Date.now() - started) / 1000)} s)`), 15_000);
  const [{ code, output }] = await Promise.all([
    runQuietly(
      [join(root, 'node_modules/next/dist/bin/next'), 'build'],
      childEnvironment({ ERRATA_DIST: made.next, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
    ),
    bundleProcesses(root, join(root, made.processes)).then(() => onWorker(made)),
  ]).finally(() => clearInterval(clock));
  if (isStopping()) await stop();
  if (code !== 0) throw new Error(`${output}\nThe build failed; its messages are above.`);
  const aside = `${stampFile}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(made));
  renameSync(aside, stampFile);
  say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
  return made;
}
