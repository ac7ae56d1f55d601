import { count } from '#/app/_ui/figures.ts';
import type { Interval, StatsView } from '#/server/domain/views.ts';
import { spread } from './spread.ts';
import { countTicksUpTo } from './ticks.ts';

/** The plot's box and its margins, in the units of its SVG. */
export interface PlotSize {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}
export const WIDE: PlotSize = { width: 716, height: 344, left: 44, right: 158, top: 20, bottom: 46 };
export const NARROW: PlotSize = { width: 430, height: 300, left: 40, right: 146, top: 20, bottom: 46 };

/** A label of the right margin: where its line ends, where its words stand, and the words. */
interface MarginLabel {
  key: 'total' | 'random';
  y: number;
  at: number;
  lines: [string, string];
}

export interface Discovery {
  xTicks: { at: number; value: number }[];
  yTicks: { at: number; value: number }[];
  curve: string;
  end: { x: number; y: number };
  random: { x1: number; y1: number; x2: number; y2: number } | null;
  total: { y: number; low: number; high: number; from: number } | null;
  rounds: { at: number; number: number }[];
  labels: MarginLabel[];
  right: number;
  bottom: number;
}

/** An estimated total this many times above what was found would flatten the curve; it is then only told in words. */
const TOTAL_FITS = 4;
const LABEL_GAP = 36;
const ROUND_GAP = 22;

interface DiscoveryInput {
  curve: StatsView['curve'];
  /** Estimated labels wrong at import. */
  first: Interval | null;
}

/** Where everything of "labels changed against decisions" stands. */
export function discovery({ curve, first }: DiscoveryInput, size: PlotSize): Discovery {
  const points = withOrigin(curve.points);
  const [decisions, changed] = points[points.length - 1];
  const total = first && first.value <= TOTAL_FITS * Math.max(changed, 1) ? first : null;
  const xs = countTicksUpTo(Math.max(decisions, 4));
  const ys = countTicksUpTo(Math.max(changed, 3, total ? Math.min(total.high, total.value * 1.5) : 0));
  const right = size.width - size.right;
  const bottom = size.height - size.bottom;
  const x = (v: number) => size.left + (v / xs[xs.length - 1]) * (right - size.left);
  const y = (v: number) => bottom - (Math.min(v, ys[ys.length - 1]) / ys[ys.length - 1]) * (bottom - size.top);
  const perDecision = curve.random !== null && decisions > 0 ? curve.random / decisions : null;
  const endOfRandom = perDecision === null ? null : perDecision * xs[xs.length - 1];

  const labels: Omit<MarginLabel, 'at'>[] = [];
  if (total)
    labels.push({
      key: 'total',
      y: y(total.value),
      lines: [`estimated total ${count(total.value)}`, `95% interval ${count(total.low)} to ${count(total.high)}`],
    });
  if (endOfRandom !== null && curve.random !== null)
    labels.push({
      key: 'random',
      y: y(endOfRandom),
      lines: ['random review', `about ${count(curve.random)} at ${count(decisions)}`],
    });
  const places = spread(
    labels.map((l) => l.y),
    LABEL_GAP,
    size.top,
    bottom - 14,
  );

  return {
    xTicks: xs.map((value) => ({ at: x(value), value })),
    yTicks: ys.map((value) => ({ at: y(value), value })),
    curve: `M${points.map(([d, c]) => `${x(d).toFixed(1)} ${y(c).toFixed(1)}`).join('L')}`,
    end: { x: x(decisions), y: y(changed) },
    random: endOfRandom === null ? null : { x1: x(0), y1: y(0), x2: right, y2: y(endOfRandom) },
    total: total ? { y: y(total.value), low: y(total.low), high: y(total.high), from: x(decisions) } : null,
    rounds: withoutCrowding(
      curve.rounds.filter((r) => r.number > 0).map((r) => ({ at: x(r.decisions), number: r.number })),
    ),
    labels: labels.map((l, k) => ({ ...l, at: places[k] })),
    right,
    bottom,
  };
}

/** Curves start with nothing found. */
function withOrigin(points: [number, number][]): [number, number][] {
  return points.length > 0 && points[0][0] === 0 ? points : [[0, 0], ...points];
}

/** Round numbers that would overprint are left out, the newest kept. */
function withoutCrowding(rounds: { at: number; number: number }[]) {
  const kept: { at: number; number: number }[] = [];
  for (const r of rounds.toReversed()) if (kept.every((k) => k.at - r.at >= ROUND_GAP)) kept.push(r);
  return kept.reverse();
}
