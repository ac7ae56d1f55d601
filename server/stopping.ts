const shared = globalThis as typeof globalThis & { errataStopping?: AbortController };

/** Aborted when this process is asked to stop; the server waits for open streams, so they end on it. */
export function stoppingSignal(): AbortSignal {
  if (!shared.errataStopping) {
    const controller = new AbortController();
    shared.errataStopping = controller;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => controller.abort());
  }
  return shared.errataStopping.signal;
}
