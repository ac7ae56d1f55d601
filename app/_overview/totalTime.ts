/** Milliseconds of a round: the server's own total, else the sum of its stages. */
export function totalTime(durations: Record<string, number>): number {
  return durations.total ?? Object.values(durations).reduce((s, ms) => s + ms, 0);
}
