import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** The number goes up when an encoder changes, so that nothing of the one before is read. */
const folder = join(tmpdir(), 'errata-bench-3');

/** What `make` returned the first time, kept in the folder for temporary files: encodings and baselines take minutes. */
export async function kept<T>(name: string, make: () => T | Promise<T>): Promise<T> {
  const path = join(folder, `${name}.v8`);
  if (existsSync(path)) return deserialize(readFileSync(path)) as T;
  const made = await make();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.new`, serialize(made));
  renameSync(`${path}.new`, path);
  return made;
}
