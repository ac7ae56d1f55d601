import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** One line for the person who waits. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
