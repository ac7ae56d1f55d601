import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, runAs } from './account.ts';

async function reachable(account: Account, folder: string): Promise<boolean> {
  return (await runAs(account, '/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder])).code === 0;
}

/**
 * Where the cluster lives: `postgres` in the home folder or, when the server's account cannot get there (root's home,
 * a parent with mode 0700), a folder of its own under /var/lib that belongs to this home alone.
 */
export async function clusterFolder(home: string, account: Account): Promise<{ folder: string; moved: boolean }> {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const inside = join(home, 'postgres');
  mkdirSync(inside, { recursive: true, mode: 0o755 });
  if (!account) return { folder: inside, moved: false };
  chownSync(inside, account.uid, account.gid);
  if (await reachable(account, inside)) return { folder: inside, moved: false };
  const own = createHash('sha256').update(home).digest('hex').slice(0, 12);
  for (const parent of ['/var/lib', '/var/tmp']) {
    const folder = join(parent, `errata-${own}`);
    try {
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o755 });
      const stat = lstatSync(folder);
      // Somebody else could have put a folder of that name into /var/tmp.
      if (!stat.isDirectory() || (stat.uid !== 0 && stat.uid !== account.uid)) continue;
      chownSync(folder, account.uid, account.gid);
    } catch {
      continue;
    }
    if (await reachable(account, folder)) return { folder, moved: true };
  }
  throw new Error(
    `PostgreSQL may not run as root, and the account it runs as cannot reach ${home} nor a folder under /var/lib or /var/tmp. Set ERRATA_HOME to a folder whose parents others may enter, or start as an ordinary user.`,
  );
}
