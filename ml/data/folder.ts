import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The shared data sets beside the repository; they are not part of it. */
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Path of a shared data file, or null where it is absent; tests and benchmarks then skip and say so. */
export function sharedFile(name: string): string | null {
  return existsSync(folder + name) ? folder + name : null;
}

/** As `sharedFile`, for readers that cannot go on without it. */
export function needSharedFile(name: string): string {
  const path = sharedFile(name);
  if (!path) throw new Error(`${folder}${name} is absent.`);
  return path;
}
