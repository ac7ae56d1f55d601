import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const modules = join(root, 'node_modules');

/** One line for the person who waits. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** One line on stderr, then the end: 2 for bad input, 1 for everything else. */
export function fail(line, code = 1) {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}
