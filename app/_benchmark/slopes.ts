import { spread } from '#/app/_plots/spread.ts';
import type { ImpactModel, ImpactView } from '#/server/domain/benchmarkViews.ts';
import { moved, supported } from './words.ts';

export interface SlopeSize {
  width: number;
  height: number;
  /** Room for the names on either side. */
  margin: number;
}

/** Names that stand on the lines at most; the others are in the table. */
const NAMED = 10;
const LINE = 15;

interface Slope {
  id: string;
  name: string;
  y1: number;
  y2: number;
  /** In a pair that surely changes places. */
  strong: boolean;
  /** Where its names stand; null where it has none. */
  label: { left: number; right: number } | null;
}

export interface Slopes {
  left: number;
  right: number;
  top: number;
  bottom: number;
  lines: Slope[];
  ticks: { value: number; y: number }[];
}

/** Lays out one line per model from its score on the given labels to that on the corrected ones. */
export function slopes({ models, inversions }: Pick<ImpactView, 'models' | 'inversions'>, size: SlopeSize): Slopes {
  const scores = models.flatMap((m) => [m.given.value, m.corrected.value]);
  const low = Math.min(...scores);
  const high = Math.max(...scores);
  const [top, bottom] = [34, size.height - 14];
  const y = (v: number) => (high === low ? (top + bottom) / 2 : bottom - ((v - low) / (high - low)) * (bottom - top));
  const sure = new Set(inversions.filter((i) => i.support >= supported).flatMap((i) => [i.before, i.after]));
  const named = namedOf(models, sure);
  const left = spread(
    named.map((m) => y(m.given.value)),
    LINE,
    top,
    bottom,
  );
  const right = spread(
    named.map((m) => y(m.corrected.value)),
    LINE,
    top,
    bottom,
  );
  const step = stepOf(high - low);
  const ticks: Slopes['ticks'] = [];
  for (let v = Math.ceil(low / step) * step; v <= high + 1e-9; v += step) ticks.push({ value: v, y: y(v) });
  return {
    left: size.margin,
    right: size.width - size.margin,
    top,
    bottom,
    ticks,
    lines: models.map((m) => {
      const at = named.indexOf(m);
      return {
        id: m.id,
        name: m.name,
        y1: y(m.given.value),
        y2: y(m.corrected.value),
        strong: sure.has(m.name),
        label: at < 0 ? null : { left: left[at], right: right[at] },
      };
    }),
  };
}

/** All of few models; of many those that surely change places, then those that move farthest, and the first and the last. */
function namedOf(models: readonly ImpactModel[], sure: ReadonlySet<string>): ImpactModel[] {
  if (models.length <= NAMED) return [...models];
  const weight = (m: ImpactModel, place: number) =>
    (place === 0 || place === models.length - 1 ? 1000 : 0) + (sure.has(m.name) ? 100 : 0) + Math.abs(moved(m));
  const ranked = models.map((m, place) => ({ m, place, weight: weight(m, place) }));
  const first = ranked.sort((a, b) => b.weight - a.weight || a.place - b.place).slice(0, NAMED);
  return first.sort((a, b) => a.place - b.place).map(({ m }) => m);
}

/** A round step that leaves at most four grid lines. */
function stepOf(range: number): number {
  const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5];
  return steps.find((s) => range / s <= 4) ?? 1;
}
