import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Account, runAs } from './account.ts';

/** npm packages cannot hold symbolic links, so the libraries' short names are made from a list. Making them twice is harmless. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(native, '..', target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function runs(native: string, account: Account): Promise<boolean> {
  const all = await Promise.all(
    ['postgres', 'initdb', 'pg_ctl'].map((p) => runAs(account, join(native, 'bin', p), ['--version'])),
  );
  return all.every((r) => r.code === 0) && existsSync(join(native, 'lib', 'postgresql'));
}

/**
 * A folder with PostgreSQL's programs that the account can run: the installed one, or a copy under `folder` when the
 * installed one is closed to the account or cannot be written to.
 */
export async function usableBinaries(
  native: string,
  folder: string,
  account: Account,
): Promise<{ native: string; copied: boolean }> {
  try {
    linkLibraries(native);
  } catch {
    // Read-only installation: the copy below gets the links.
  }
  if (await runs(native, account)) return { native, copied: false };
  const version = (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }).version;
  const copy = join(folder, `bin-${version}`, 'native');
  if (!(await runs(copy, account))) {
    const aside = join(folder, `bin-${version}.${process.pid}`);
    rmSync(aside, { recursive: true, force: true });
    cpSync(native, join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
    linkLibraries(join(aside, 'native'));
    rmSync(join(folder, `bin-${version}`), { recursive: true, force: true });
    renameSync(aside, join(folder, `bin-${version}`));
  }
  const test = await runAs(account, join(copy, 'bin', 'postgres'), ['--version']);
  if (test.code !== 0)
    throw new Error(
      `The embedded PostgreSQL does not run here: ${test.output}. Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  return { native: copy, copied: true };
}
