import { percent } from '#/app/_ui/figures.ts';
import type { Interval } from '#/server/domain/views.ts';

const WIDTH = 250;
const INSET = 5;

const place = (value: number, max: number, width: number) => INSET + (Math.min(value, max) / max) * (width - 2 * INSET);

interface WhiskerProps {
  /** Hollow, above. */
  first: Interval;
  /** Solid, below. */
  now: Interval;
  /** Ticks of the common scale, in shares; the last one is its end. */
  ticks: number[];
  /** Ticks with their figures, for a plot that stands alone. */
  labelled?: boolean;
  label: string;
}

/** The first and the present estimate with their 95% intervals on one scale. */
export function Whisker({ first, now, ticks, labelled, label }: WhiskerProps) {
  const max = ticks.at(-1) ?? 1;
  const x = (v: number) => place(v, max, WIDTH);
  const height = labelled ? 46 : 28;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} width={labelled ? '100%' : WIDTH} role="img" aria-label={label}>
      {ticks.map((t) => (
        <path key={t} d={`M${x(t)} 0V28`} stroke="var(--color-rule)" />
      ))}
      <Range of={first} x={x} y={8} solid={false} />
      <Range of={now} x={x} y={20} solid />
      {labelled
        ? ticks.map((t, k) => (
            <text key={t} x={x(t)} y={43} textAnchor={k === 0 ? 'start' : k === ticks.length - 1 ? 'end' : 'middle'}>
              {percent(t)}
            </text>
          ))
        : null}
    </svg>
  );
}

/** The scale's figures, for the head of a column of whiskers. */
export function WhiskerAxis({ ticks }: { ticks: number[] }) {
  const max = ticks.at(-1) ?? 1;
  return (
    <svg viewBox={`0 0 ${WIDTH} 16`} width={WIDTH} height={16} aria-hidden="true">
      {ticks.map((t, k) => (
        <text
          key={t}
          x={place(t, max, WIDTH)}
          y={12}
          textAnchor={k === 0 ? 'start' : k === ticks.length - 1 ? 'end' : 'middle'}
        >
          {percent(t)}
        </text>
      ))}
    </svg>
  );
}

function Range({ of, x, y, solid }: { of: Interval; x: (v: number) => number; y: number; solid: boolean }) {
  const [low, high] = [x(of.low), x(of.high)];
  return (
    <g stroke="var(--color-ink)">
      <path d={`M${low} ${y}H${high}`} strokeWidth={1.6} />
      <path d={`M${low} ${y - 3}v6M${high} ${y - 3}v6`} strokeWidth={1.2} />
      <circle
        cx={x(of.value)}
        cy={y}
        r={4}
        strokeWidth={1.6}
        fill={solid ? 'var(--color-ink)' : 'var(--color-paper)'}
      />
    </g>
  );
}
