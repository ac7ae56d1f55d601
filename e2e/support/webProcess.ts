import { readdirSync, readFileSync } from 'node:fs';

/** The web process of this account that was started with PORT set to that port (Linux). @throws when there is none */
export function webProcess(port: number): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const isOurs = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/web.mjs');
      if (isOurs && readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`PORT=${port}`))
        return Number(pid);
    } catch {
      // It ended while we looked, or it is another account's.
    }
  }
  throw new Error(`No web process serves port ${port}.`);
}
