import { accessSync, constants, existsSync } from 'node:fs';
import { connect } from '#/db/client.ts';
import { describeSettings, readEnvironment } from '#/server/environment.ts';
import { findEmbedded } from '#/server/postgres/embedded.ts';
import { nativeFolder } from '#/server/postgres/native.ts';
import { backendPhrase } from '../serve/backend.ts';
import { problemsOf } from '../serve/checks.ts';
import { root } from '../serve/root.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata doctor   checks the installation, and prints every setting and where it comes from`;

interface Finding {
  ok: boolean;
  line: string;
}

async function databaseFinding(url: string | null, where: string): Promise<Finding> {
  if (url === null) return { ok: true, line: `Database: embedded, in ${where}; not running now.` };
  const { sql, close } = connect(url, { max: 1 });
  try {
    const [{ version }] = await sql`select current_setting('server_version') as version`;
    return { ok: true, line: `Database: PostgreSQL ${version} answers (${where}).` };
  } catch (error) {
    return { ok: false, line: `Database: ${where} does not answer: ${error instanceof Error ? error.message : error}` };
  } finally {
    await close();
  }
}

function packageFinding(): Finding {
  try {
    return { ok: true, line: `Embedded PostgreSQL: ${nativeFolder()}` };
  } catch (error) {
    return { ok: false, line: error instanceof Error ? error.message : String(error) };
  }
}

function homeFinding(home: string): Finding {
  try {
    if (existsSync(home)) accessSync(home, constants.W_OK);
    return { ok: true, line: `Home folder: ${home}${existsSync(home) ? '' : ' (made at the first start)'}` };
  } catch {
    return { ok: false, line: `Home folder: ${home} cannot be written to. Set ERRATA_HOME to a folder of yours.` };
  }
}

/** Checks the installation and the settings, and says where each comes from. Exit code 1 when something is missing. */
export async function run(args: readonly string[] = []): Promise<number> {
  if (args.length > 0) {
    if (!['--help', '-h'].includes(args[0]!)) throw new UsageError(usage);
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const env = readEnvironment(undefined, root);
  const findings: Finding[] = [
    { ok: true, line: `Node: ${process.version} (${process.execPath})` },
    { ok: true, line: `Numerics: ${backendPhrase()}` },
    homeFinding(env.home),
    packageFinding(),
    env.databaseUrl === undefined
      ? await databaseFinding(await findEmbedded(env.home), env.home)
      : await databaseFinding(env.databaseUrl, 'DATABASE_URL'),
    ...problemsOf(env, { demo: env.demo }).map((line) => ({ ok: false, line })),
  ];
  for (const { ok, line } of findings) process.stdout.write(`${ok ? 'ok     ' : 'MISSING'}  ${line}\n`);
  for (const { name, value, from } of describeSettings(env))
    process.stdout.write(`setting  ${name}=${value} (${from})\n`);
  return findings.every((f) => f.ok) ? 0 : 1;
}
