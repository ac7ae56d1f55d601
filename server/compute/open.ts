import type { MessagePort } from 'node:worker_threads';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import { ErrataError } from '#/server/domain/error.ts';
import type { ThreadReply } from './thread.ts';
import type { Compute, ReportProgress } from './types.ts';

/** The thread's file: beside this one as source, beside the bundle as a bundle. */
function threadFile(): string {
  const here = new URL(import.meta.url);
  return new URL(here.pathname.endsWith('.ts') ? './thread.ts' : './thread.mjs', here).href;
}

/** One thread that takes a task at a time and keeps what it has loaded. It starts with its first task. */
function openThread(): Tinypool {
  return new Tinypool({
    filename: threadFile(),
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: 1,
    // Keeps the thread, and the geometries in it, between rounds.
    idleTimeout: Number.POSITIVE_INFINITY,
    concurrentTasksPerWorker: 1,
    useAtomics: false,
  });
}

async function call<T>(
  thread: Tinypool,
  name: string,
  task: object,
  report: ReportProgress,
  transfer: ArrayBuffer[] = [],
) {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', ([fraction, message]: [number, string]) => report(fraction, message));
  try {
    const reply: ThreadReply<T> = await thread.run(
      { ...task, port: port2 },
      { name, transferList: [port2 as MessagePort, ...transfer] },
    );
    if (reply.ok) return reply.value;
    throw new ErrataError(reply.code, reply.message, reply.problems);
  } finally {
    port1.close();
  }
}

/**
 * Two threads: one for rounds, one for encoding and geometry, so that a round never waits for an import. Tasks of the
 * same thread take turns.
 */
export function openCompute(): Compute {
  const rounds = openThread();
  const encoding = openThread();
  return {
    round: (task, report) => call(rounds, 'round', task, report),
    encode: (task, report) => call(encoding, 'encode', task, report),
    // The caller may still need its features, so they are copied, not moved.
    geometry: (task, report) => call(encoding, 'geometry', task, report),
    async close() {
      await Promise.all([rounds.destroy(), encoding.destroy()]);
    },
  };
}
