import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const parts = ['app', 'server', 'db', 'ml', 'public', 'next.config.ts', 'postcss.config.mjs'];
const also = ['tsconfig.json', 'tsconfig.base.json', 'package.json', 'package-lock.json'];

/** Hash of everything a build is made of. Reading it all takes milliseconds; dates would be wrong after a checkout. */
export function hashSources(root: string): string {
  const hash = createHash('sha256').update(process.version);
  const add = (path: string) => hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  const walk = (path: string) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.isDirectory()) walk(join(path, entry.name));
      else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) add(join(path, entry.name));
    }
  };
  const there = new Set(readdirSync(root));
  for (const part of [...parts, ...also].filter((p) => there.has(p))) {
    if (part.includes('.')) add(part);
    else walk(part);
  }
  return hash.digest('hex');
}
