import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** What a second thread can do; its bundled file has the last part of the name. */
const programs = { rows: 'round/rows-thread', neighbors: 'geometry/neighbors-thread' } as const;

const running = new Map<keyof typeof programs, Worker>();

/**
 * One more thread for this one, kept for the next time. As source it needs our import alias; bundled it lies beside the
 * bundle. It never keeps a process alive; where it ends, for lack of memory, the calling thread does the work alone.
 */
export function secondThread(name: keyof typeof programs): Worker {
  const known = running.get(name);
  if (known) return known;
  const here = new URL(import.meta.url);
  const file = programs[name];
  const started = here.pathname.endsWith('.ts')
    ? new Worker(new URL(`../${file}.ts`, here), {
        execArgv: ['--import', new URL('../../bin/boot/alias.mjs', here).href],
      })
    : new Worker(new URL(`./${file.slice(file.indexOf('/') + 1)}.mjs`, here));
  started.unref();
  started.on('error', () => {});
  started.on('exit', () => {
    if (running.get(name) === started) running.delete(name);
  });
  running.set(name, started);
  return started;
}

/** Ends it: an idle thread would keep the memory that it was shown. */
export function endThread(name: keyof typeof programs): void {
  const ended = running.get(name);
  running.delete(name);
  void ended?.terminate();
}

/** Whether another core could help with work on this memory. */
export function canShare(...arrays: { buffer: ArrayBufferLike }[]): boolean {
  return availableParallelism() > 1 && arrays.every(({ buffer }) => buffer instanceof SharedArrayBuffer);
}

/** Zeros in memory that other threads can see. */
export function sharedBytes(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}
