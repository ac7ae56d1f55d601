/** Milliseconds per stage, in the order of the stages. */
export function stopwatch() {
  const laps: Record<string, number> = {};
  let since = performance.now();
  return {
    laps,
    /** Ends a stage. */
    lap(name: string): void {
      const now = performance.now();
      laps[name] = (laps[name] ?? 0) + now - since;
      since = now;
    },
  };
}
