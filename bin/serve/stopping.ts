type Step = () => Promise<unknown> | unknown;

const steps: Step[] = [];
let stopping: Promise<never> | undefined;

export function isStopping(): boolean {
  return stopping !== undefined;
}

/** Registers what has to be ended; the last started ends first. */
export function onStop(step: Step): void {
  steps.push(step);
}

/** Ends everything in order, then this process. Asked twice, it still happens once. */
export function stop(code = 0): Promise<never> {
  stopping ??= (async () => {
    for (const step of steps.reverse())
      try {
        await step();
      } catch (error) {
        process.stderr.write(`While stopping: ${error instanceof Error ? error.message : error}\n`);
      }
    process.exit(code);
  })();
  return stopping;
}

/** Ctrl-C, SIGTERM, a closed terminal, and the end of the program that started us. */
export function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.channel?.unref();
  process.on('disconnect', () => void stop());
}
