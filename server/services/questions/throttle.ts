/** Lets calls through one after the other as fast as the endpoint allows, never more than `concurrency` at a time. */
export interface Throttle {
  /** Runs the call when its turn comes. @throws the signal's reason when it is aborted while waiting. */
  turn<T>(call: () => Promise<T>): Promise<T>;
  /** Nobody goes before so many milliseconds have passed. */
  holdBack(ms: number): void;
}

export function openThrottle(
  limits: { concurrency: number; callsPerMinute: number | null },
  signal: AbortSignal,
): Throttle {
  const apart = limits.callsPerMinute === null ? 0 : 60_000 / limits.callsPerMinute;
  let running = 0;
  let next = 0;
  const waiting: (() => void)[] = [];
  const acquire = async () => {
    while (running >= limits.concurrency) await new Promise<void>((go) => waiting.push(go));
    running++;
  };
  return {
    async turn(call) {
      await acquire();
      try {
        for (let wait = next - Date.now(); wait > 0; wait = next - Date.now()) await sleep(wait, signal);
        signal.throwIfAborted();
        next = Math.max(next, Date.now() + apart);
        return await call();
      } finally {
        running--;
        waiting.shift()?.();
      }
    },
    holdBack(ms) {
      next = Math.max(next, Date.now() + ms);
    },
  };
}

/** Resolves after the time, or rejects with the signal's reason. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}
