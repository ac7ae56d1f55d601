import { Worker } from 'node:worker_threads';
import { ErrataError } from '#/server/domain/error.ts';
import type { FromThread, TaskName, ToThread } from './thread.ts';
import type { ReportProgress } from './types.ts';

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
  report: ReportProgress;
}

export interface Thread {
  /** Runs a task after those before it. Rejects with what the task threw, or when the thread dies. */
  call<T>(name: TaskName, task: object, report: ReportProgress): Promise<T>;
  /** Tasks that have not ended. */
  waiting(): number;
  close(): Promise<void>;
}

/** As source the thread needs our import alias; bundled it lies beside the bundle. */
function startWorker(): Worker {
  const here = new URL(import.meta.url);
  if (!here.pathname.endsWith('.ts')) return new Worker(new URL('./thread.mjs', here));
  const alias = new URL('../../bin/boot/alias.mjs', here).href;
  return new Worker(new URL('./thread.ts', here), { execArgv: ['--import', alias] });
}

/**
 * One thread that keeps what it has loaded between tasks. It starts with its first task; should it die (out of memory),
 * its tasks fail and the next task starts another.
 */
export function openThread(): Thread {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  function lost(dead: Worker, error: Error) {
    if (worker !== dead) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const started = startWorker();
    started.on('message', (message: FromThread) => {
      const task = waiting.get(message.id);
      if (!task) return;
      if (message.kind === 'progress') return task.report(message.fraction, message.message);
      waiting.delete(message.id);
      if (waiting.size === 0) started.unref();
      if (message.kind === 'done') task.resolve(message.value as never);
      else
        task.reject(message.code ? new ErrataError(message.code, message.message, message.problems) : message.error!);
    });
    started.on('error', (error: Error) => lost(started, error));
    started.on('exit', (code) => lost(started, new Error(`the compute thread ended with code ${code}`)));
    return started;
  }

  return {
    call(name, task, report) {
      worker ??= start();
      worker.ref();
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, report });
        worker!.postMessage({ id, name, task } satisfies ToThread);
      });
    },
    waiting: () => waiting.size,
    async close() {
      const closing = worker;
      if (!closing) return;
      lost(closing, new Error('the compute thread was stopped'));
      await closing.terminate();
    },
  };
}
