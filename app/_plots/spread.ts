/** Moves label positions apart to at least `gap`, keeping their order and, where they fit, their place; within [low, high]. */
export function spread(wanted: number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, k) => k).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let floor = low;
  for (const k of order) {
    placed[k] = Math.max(wanted[k], floor);
    floor = placed[k] + gap;
  }
  let ceiling = high;
  for (const k of order.toReversed()) {
    placed[k] = Math.min(placed[k], ceiling);
    ceiling = placed[k] - gap;
  }
  return placed;
}
