import { openCompute } from './compute/open.ts';
import type { Ctx } from './context.ts';
import { EnvironmentError, readEnvironment } from './environment.ts';
import { startJobs } from './jobs/start.ts';
import { yieldToPeople } from './priority.ts';
import { closeParts, openParts, workerName } from './process.ts';
import { seedDemo } from './services/demo/seed.ts';
import { preloadGeometry } from './services/rounds/preload.ts';

/** The worker process: takes jobs until it is asked to stop. What it leaves unfinished, the next worker takes up. */
async function main(): Promise<void> {
  const env = readEnvironment();
  const parts = await openParts(env, { worker: true });
  const { db, sql, quick, blobs, enqueue, boss, log } = parts;
  const ctx: Ctx = { actor: { kind: 'system' }, db, sql, quick, blobs, env, enqueue };
  const compute = openCompute();
  const stopWatch = await startJobs({ boss, log, ctx, compute });
  const database = new URL(parts.databaseUrl).hostname;
  await yieldToPeople(sql, workerName, database === '127.0.0.1' || database === 'localhost');
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    log.info('worker stops');
    stopWatch();
    // Given back first: their work then ends with an error that nobody counts.
    await boss.stop();
    await compute.close();
    await closeParts(parts);
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Started by a parent that talks to us: when the parent is gone, so are we.
  process.on('disconnect', stop);
  log.info('worker is ready');
  process.send?.('ready');
  preloadGeometry({ ctx, compute }).catch((err: unknown) => log.warn({ err }, 'The geometry was not read ahead.'));
  if (env.demo) await seedDemo({ ctx });
}

main().catch((error: unknown) => {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
});
