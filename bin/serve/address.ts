import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the server of this home folder was last reached, so that the command line makes links that work. */
export function writeAddress(home: string, publicUrl: string): void {
  writeFileSync(join(home, 'address'), `${publicUrl}\n`);
}

export function readAddress(home: string): string | null {
  try {
    return readFileSync(join(home, 'address'), 'utf8').trim();
  } catch {
    return null;
  }
}
