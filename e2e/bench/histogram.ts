/** The value below which a share `p` of the sorted values lies (nearest rank). */
export function percentile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
}

/** One line per 8 ms, a mark per hundredth of the measures, after the figures that are judged. */
export function report(name: string, milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const figure = (n: number) => `${n.toFixed(1)} ms`;
  const head = `${name}: n ${sorted.length}, p50 ${figure(percentile(sorted, 0.5))}, p95 ${figure(percentile(sorted, 0.95))}, max ${figure(sorted.at(-1) ?? 0)}`;
  const width = 8;
  const bins = new Map<number, number>();
  for (const ms of sorted) bins.set(Math.floor(ms / width), (bins.get(Math.floor(ms / width)) ?? 0) + 1);
  const lines = [...bins].map(([bin, n]) => {
    const marks = '▪'.repeat(Math.max(1, Math.round((100 * n) / sorted.length)));
    return `${String(bin * width).padStart(5)}–${bin * width + width} ms ${String(n).padStart(4)} ${marks}`;
  });
  return [head, ...lines].join('\n');
}
