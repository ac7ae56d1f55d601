import type { StatsView } from '#/server/domain/views.ts';

interface HeatCell {
  given: string;
  suggested: string;
  count: number;
  /** Wash in per cent, 0–70; grows with the square root, so that small counts still show. */
  wash: number;
}

const HOTTEST = 70;
const COOLEST = 8;

/** The matrix as rows of cells; null where nothing is suspected. */
export function heatRows({ classes, cells }: StatsView['matrix']): (HeatCell | null)[][] {
  const counts = new Map(cells.map((c) => [`${c.given}\u0000${c.suggested}`, c.count]));
  const most = Math.max(1, ...cells.map((c) => c.count));
  return classes.map((given) =>
    classes.map((suggested) => {
      const count = counts.get(`${given}\u0000${suggested}`) ?? 0;
      if (count === 0 || given === suggested) return null;
      return { given, suggested, count, wash: COOLEST + (HOTTEST - COOLEST) * Math.sqrt(count / most) };
    }),
  );
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';
const steps: Record<Direction, [row: number, column: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** The next cell with a count in a direction: straight ahead first, else the nearest one on that side; null at the edge. */
export function nextCell(
  rows: (HeatCell | null)[][],
  [row, column]: [number, number],
  direction: Direction,
): [number, number] | null {
  const [dr, dc] = steps[direction];
  let best: [number, number] | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  rows.forEach((cells, r) => {
    cells.forEach((cell, c) => {
      const ahead = (r - row) * dr + (c - column) * dc;
      if (!cell || ahead <= 0) return;
      const aside = Math.abs((r - row) * dc) + Math.abs((c - column) * dr);
      const cost = ahead + aside * 100;
      if (cost < bestCost) {
        bestCost = cost;
        best = [r, c];
      }
    });
  });
  return best;
}

/** Where the cursor starts: the largest count. */
export function hottest(rows: (HeatCell | null)[][]): [number, number] | null {
  let best: [number, number] | null = null;
  let most = 0;
  rows.forEach((cells, r) => {
    cells.forEach((cell, c) => {
      if (cell && cell.count > most) {
        most = cell.count;
        best = [r, c];
      }
    });
  });
  return best;
}
