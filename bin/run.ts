import { migrate } from '#/db/migrate.ts';
import { EnvironmentError, readEnvironment, readLaunch } from '#/server/environment.ts';
import { findEmbedded } from '#/server/postgres/embedded.ts';
import { homeSecret } from '#/server/secret.ts';
import { runBenches } from './serve/bench.ts';
import { ensureBuilt } from './serve/build.ts';
import { decideDemo, portProblem, problemsOf } from './serve/checks.ts';
import { runChild } from './serve/child.ts';
import { partEnvironment, webArguments, workerArguments } from './serve/parts.ts';
import { root } from './serve/root.ts';
import { isStopping, stop, stopOnSignals } from './serve/stopping.ts';

/** One part of the server in the foreground: `web` or `worker`, any number of each, on one database and one blob store. */
async function runPart(part: 'web' | 'worker'): Promise<number> {
  const env = readEnvironment(undefined, root);
  const launch = readLaunch();
  const demo = launch.demoGiven ? env.demo : env.databaseUrl === undefined && decideDemo(env, launch, false);
  const problems = problemsOf(env, { demo });
  const taken = part === 'web' ? await portProblem(env) : null;
  if (taken) problems.push(taken);
  const databaseUrl = env.databaseUrl ?? (await findEmbedded(env.home));
  if (!databaseUrl)
    problems.push(
      'DATABASE_URL: is not set, and no embedded database runs here. Set it, or use `npm start`, which brings one.',
    );
  if (!databaseUrl || problems.length > 0) throw new EnvironmentError(problems.join('\n'));
  await migrate(databaseUrl);
  const build = await ensureBuilt(launch.dist);
  const environment = partEnvironment(env, { databaseUrl, secret: env.secret ?? homeSecret(env.home), demo, build });
  return runChild(part === 'web' ? webArguments(build) : workerArguments(build), environment);
}

async function run(): Promise<number> {
  switch (process.argv[2]) {
    case 'web':
    case 'worker':
      return runPart(process.argv[2]);
    case 'build':
      await ensureBuilt(readLaunch().dist);
      return 0;
    case 'bench':
      return runBenches(process.argv[3], process.argv.slice(4));
    default:
      process.stderr.write('Usage: node bin/run.mjs web|worker|build|bench\n');
      return 2;
  }
}

stopOnSignals();
run().then(
  (code) => stop(code),
  (error: unknown) => {
    if (isStopping()) return;
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return stop(error instanceof EnvironmentError ? 2 : 1);
  },
);
