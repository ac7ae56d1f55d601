import { parentPort } from 'node:worker_threads';
import { ErrataError, type ErrataErrorCode, type Problem } from '#/server/domain/error.ts';
import { tasks } from './tasks.ts';

export type TaskName = keyof typeof tasks;

export interface ToThread {
  id: number;
  name: TaskName;
  task: object;
}

/** An error for people loses its class on the way between threads, so its code travels beside it. */
export type FromThread = { id: number } & (
  | { kind: 'progress'; fraction: number; message: string }
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; message: string; code?: ErrataErrorCode; problems?: Problem[]; error?: Error }
);

const port = parentPort!;
const send = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

/** Large arrays are moved, not copied: the thread is done with them. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) buffersOf(part, found);
  return found;
}

async function run({ id, name, task }: ToThread): Promise<void> {
  const report = (fraction: number, message: string) => send({ id, kind: 'progress', fraction, message });
  try {
    const value = await tasks[name](task as never, report);
    send({ id, kind: 'done', value }, name === 'round' ? [] : [...buffersOf(value)]);
  } catch (error) {
    if (error instanceof ErrataError)
      send({ id, kind: 'failed', message: error.message, code: error.code, problems: error.problems });
    else
      send({
        id,
        kind: 'failed',
        message: String(error),
        error: error instanceof Error ? error : new Error(String(error)),
      });
  }
}

// One after the other: two at once would only slow each other down and double the memory.
let queue: Promise<void> = Promise.resolve();
port.on('message', (message: ToThread) => {
  queue = queue.then(() => run(message));
});
