/**
 * Where an arrow leads from tile `at` in rows of `columns`, row by row; it stays where there is nothing.
 * @returns the tile; null for a key that moves nowhere
 */
export function moved(key: string, at: number, columns: number, count: number): number | null {
  const inside = (to: number) => (to >= 0 && to < count ? to : at);
  switch (key) {
    case 'ArrowLeft':
      return inside(at - 1);
    case 'ArrowRight':
      return inside(at + 1);
    case 'ArrowUp':
      return inside(at - columns);
    case 'ArrowDown':
      return inside(at + columns);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(0, count - 1);
    default:
      return null;
  }
}

/** The tiles from one to another, both included. */
export function range(from: number, to: number): number[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
