/** Round steps from zero to at least `max`, at most four of them: [0, 3, 6, 9] for 8.2. */
export function ticksUpTo(max: number, most = 4): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / (most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 3, 5, 10].map((m) => m * power).find((s) => s >= rough - 1e-12) ?? 10 * power;
  const ticks: number[] = [];
  for (let k = 0; k * step < max + step - 1e-9 * step; k++) ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}

/** The same in whole numbers, for counts. */
export function countTicksUpTo(max: number, most = 4): number[] {
  const ticks = ticksUpTo(Math.max(1, max), most);
  if (ticks.every(Number.isInteger)) return ticks;
  const step = Math.ceil(ticks[1]);
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, k) => k * step);
}
