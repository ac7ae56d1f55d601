import type { Interval } from '#/server/domain/views.ts';

const WIDTH = 220;
const INSET = 5;

interface ShareRangeProps {
  of: Interval;
  /** Ends of the scale; zero is marked where it lies inside. */
  from?: number;
  to?: number;
  format: (value: number) => string;
  label: string;
}

/** An estimate as a dot on its interval, over a scale with its ends named. */
export function ShareRange({ of, from = 0, to = 1, format, label }: ShareRangeProps) {
  const x = (v: number) => INSET + ((Math.max(from, Math.min(to, v)) - from) / (to - from)) * (WIDTH - 2 * INSET);
  const [low, high] = [x(of.low), x(of.high)];
  return (
    <svg viewBox={`0 0 ${WIDTH} 30`} width="100%" className="share-range max-w-[264px]" role="img" aria-label={label}>
      <path d={`M${x(from)} 10H${x(to)}`} stroke="var(--color-rule)" />
      {from < 0 ? <path d={`M${x(0)} 4v12`} stroke="var(--color-edge)" /> : null}
      <rect x={low} y={6} width={Math.max(1, high - low)} height={8} fill="var(--color-sunk)" />
      <path d={`M${low} 6v8M${high} 6v8`} stroke="var(--color-ink)" strokeWidth={1.2} />
      <circle cx={x(of.value)} cy={10} r={4} fill="var(--color-ink)" />
      <text x={x(from)} y={28}>
        {format(from)}
      </text>
      {from < 0 ? (
        <text x={x(0)} y={28} textAnchor="middle">
          {format(0)}
        </text>
      ) : null}
      <text x={x(to)} y={28} textAnchor="end">
        {format(to)}
      </text>
    </svg>
  );
}
