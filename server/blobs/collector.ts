import { opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOf } from './place.ts';
import type { BlobCollector } from './store.ts';

const shard = /^[0-9a-f]{2}$/;
/** Before the name of what is looked at for the last time. */
const asidePrefix = 'unused-';

const putBack = (root: string, sha256: string) =>
  rename(join(root, 'incoming', `${asidePrefix}${sha256}`), join(root, placeOf(sha256))).catch(() => {});

/** Puts back what a process that was killed had moved aside. */
export async function restoreAside(root: string): Promise<void> {
  for (const name of await readdir(join(root, 'incoming')))
    if (name.startsWith(asidePrefix)) await putBack(root, name.slice(asidePrefix.length));
}

async function* namesIn(folder: string, pattern: RegExp): AsyncGenerator<string> {
  for await (const entry of await opendir(folder)) if (pattern.test(entry.name)) yield entry.name;
}

/**
 * Finds and removes what nobody has put for long. A blob is moved aside before it is looked at for the last time: who puts the
 * same bytes meanwhile either touched it before, and it is moved back, or finds it gone and writes it anew.
 */
export function localCollector(root: string): BlobCollector {
  return {
    async *list(before) {
      for await (const one of namesIn(root, shard))
        for await (const two of namesIn(join(root, one), shard))
          for await (const sha256 of namesIn(join(root, one, two), /^[0-9a-f]{64}$/)) {
            const found = await stat(join(root, one, two, sha256)).catch(() => null);
            if (found && found.mtime < before) yield { sha256, bytes: found.size };
          }
    },
    async remove(sha256, before) {
      const path = join(root, placeOf(sha256));
      const aside = join(root, 'incoming', `${asidePrefix}${sha256}`);
      const moved = await rename(path, aside).then(
        () => true,
        () => false,
      );
      if (!moved) return false;
      const found = await stat(aside).catch(() => null);
      if (!found || found.mtime >= before) {
        await putBack(root, sha256);
        return false;
      }
      await rm(aside, { force: true });
      return true;
    },
  };
}
