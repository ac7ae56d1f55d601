import { parseArgs } from 'node:util';
import { migrate } from '#/db/migrate.ts';
import { EnvironmentError, readEnvironment, readLaunch } from '#/server/environment.ts';
import { homeSecret } from '#/server/secret.ts';
import { writeAddress } from './serve/address.ts';
import { firstAdminLink } from './serve/adminLink.ts';
import { backendPhrase } from './serve/backend.ts';
import { type Build, ensureBuilt } from './serve/build.ts';
import { decideDemo, portProblem, problemsOf } from './serve/checks.ts';
import { supervise } from './serve/child.ts';
import { keepDatabase } from './serve/database.ts';
import { answers, partEnvironment, webArguments, workerArguments } from './serve/parts.ts';
import { root, say } from './serve/root.ts';
import { isStopping, onStop, stop, stopOnSignals } from './serve/stopping.ts';

/** `npm start`, once everything is installed: database, build, web server, worker. */
async function start(): Promise<void> {
  const { values } = parseArgs({ options: { empty: { type: 'boolean', default: false } } });
  const env = readEnvironment(undefined, root);
  const launch = readLaunch();
  const demo = decideDemo(env, launch, values.empty);
  const problems = problemsOf(env, { demo });
  const taken = await portProblem(env);
  if (taken) problems.push(taken);
  if (problems.length > 0) throw new EnvironmentError(problems.join('\n'));

  const secret = env.secret ?? homeSecret(env.home);
  const opened = (async () => {
    const url = env.databaseUrl ?? (await keepDatabase(env.home));
    await migrate(url);
    return url;
  })();
  const environment = (url: string, build: Build) =>
    partEnvironment(env, {
      databaseUrl: url,
      secret,
      demo,
      build,
      // A person reads this terminal: warnings are enough unless LOG_LEVEL says otherwise.
      logLevel: launch.logLevelGiven ? env.logLevel : 'warn',
    });
  const run = (part: 'web' | 'worker', args: string[], url: string, build: Build) => {
    if (isStopping()) return;
    const child = supervise(part, args, environment(url, build));
    onStop(() => child.stop());
  };
  // The worker does not wait for the pages: the demo's data is on its way while they are built.
  const built = ensureBuilt(launch.dist, (build) => {
    opened.then((url) => run('worker', workerArguments(build), url, build)).catch(() => {});
  });
  const [databaseUrl, build] = await Promise.all([opened, built]);
  if (isStopping()) return;
  run('web', webArguments(build), databaseUrl, build);
  writeAddress(env.home, env.publicUrl);
  if (!(await answers(env))) throw new Error('The web server did not answer within a minute.');
  say(`Numerics: ${backendPhrase()}.`);
  if (demo) say('Demo: real data is being prepared; sign in with one click, on this machine only.');
  else {
    const link = await firstAdminLink(env, databaseUrl);
    if (link) say(`Become the admin with this link (once, within 24 hours): ${link}`);
  }
  say(`Errata is ready: ${env.publicUrl}`);
}

stopOnSignals();
start().catch((error: unknown) => {
  if (isStopping()) return;
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  const usage = error instanceof EnvironmentError || (error instanceof TypeError && 'code' in error);
  return stop(usage ? 2 : 1);
});
