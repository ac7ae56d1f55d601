import { count } from '#/app/_ui/figures.ts';
import type { Interval } from '#/server/domain/views.ts';
import { countTicksUpTo } from './ticks.ts';

const WIDTH = 250;
const INSET = 5;

/** A count with its interval on a scale from zero. `hollow` before, solid now. */
export function RangePlot({
  of,
  upTo,
  hollow,
  label,
}: {
  of: Interval;
  upTo: number;
  hollow?: boolean;
  label: string;
}) {
  const ticks = countTicksUpTo(upTo);
  const max = ticks[ticks.length - 1];
  const x = (v: number) => INSET + (Math.max(0, Math.min(v, max)) / max) * (WIDTH - 2 * INSET);
  return (
    <svg viewBox={`0 0 ${WIDTH} 36`} width="100%" role="img" aria-label={label}>
      <path d={`M${x(0)} 12H${x(max)}`} stroke="var(--color-rule)" />
      {ticks.map((t, k) => (
        <g key={t}>
          <path d={`M${x(t)} 9v6`} stroke="var(--color-edge)" />
          <text x={x(t)} y={32} textAnchor={k === 0 ? 'start' : k === ticks.length - 1 ? 'end' : 'middle'}>
            {count(t)}
          </text>
        </g>
      ))}
      <g stroke="var(--color-ink)" strokeWidth={1.6} fill="none">
        <path d={`M${x(of.low)} 12H${x(of.high)}M${x(of.low)} 8v8M${x(of.high)} 8v8`} />
        <circle cx={x(of.value)} cy={12} r={4.5} fill={hollow ? 'var(--color-paper)' : 'var(--color-ink)'} />
      </g>
    </svg>
  );
}
