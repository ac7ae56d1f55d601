'use client';

import { count } from '#/app/_ui/figures.ts';
import type { StatsView } from '#/server/domain/views.ts';
import { type Discovery, discovery, NARROW, type PlotSize, WIDE } from './discovery.ts';
import { PlotFigure } from './PlotFigure.tsx';
import { useWide } from './useWide.ts';

const color = (name: string) => `var(--color-${name})`;

/** Labels changed against decisions, with random review and the estimated total. */
export function DiscoveryPlot({ stats }: { stats: StatsView }) {
  const { curve, estimate } = stats;
  // Imported corrections and bulk decisions change labels too; the line is of what people read one by one.
  const read = curve.points.at(-1)?.[1] ?? 0;
  const size = useWide() ? WIDE : NARROW;
  const d = discovery({ curve, first: estimate?.first ?? null }, size);
  const say = [
    `Labels changed against decisions: ${count(read)} after ${count(stats.decisions)} decisions.`,
    curve.random === null ? null : `Random review would have found about ${count(curve.random)}.`,
    estimate ? `Estimated total ${count(estimate.first.value)}.` : null,
  ];
  return (
    <PlotFigure
      head={['decisions', 'labels changed']}
      rows={everyTenth(curve.points).map(([a, b]) => [count(a), count(b)])}
    >
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        width="100%"
        role="img"
        aria-label={say.filter(Boolean).join(' ')}
      >
        <Axes d={d} size={size} />
        <Comparison d={d} />
        <path d={d.curve} fill="none" stroke={color('ink')} strokeWidth={2.2} strokeLinejoin="round" />
        <circle cx={d.end.x} cy={d.end.y} r={4.5} fill={color('ink')} />
        <text x={Math.max(d.end.x - 12, size.left + 74)} y={d.end.y - 9} textAnchor="end" className="on b">
          {count(read)} changed
        </text>
        {d.labels.map((l) => (
          <text key={l.key} x={d.right + 10} y={l.at}>
            <tspan
              className={l.key === 'total' ? 'on' : undefined}
              style={l.key === 'total' ? { fill: color('ink') } : undefined}
            >
              {l.lines[0]}
            </tspan>
            <tspan x={d.right + 10} dy={16}>
              {l.lines[1]}
            </tspan>
          </text>
        ))}
      </svg>
    </PlotFigure>
  );
}

function Axes({ d, size }: { d: Discovery; size: PlotSize }) {
  return (
    <g>
      {d.yTicks.map((t) => (
        <g key={t.value}>
          <path d={`M${size.left} ${t.at}H${d.right}`} stroke={color(t.value === 0 ? 'edge' : 'rule')} />
          <text x={size.left - 10} y={t.at + 4} textAnchor="end">
            {count(t.value)}
          </text>
        </g>
      ))}
      {d.xTicks.map((t, k) => (
        <text key={t.value} x={t.at} y={d.bottom + 36} textAnchor={k === 0 ? 'start' : 'middle'}>
          {count(t.value)}
        </text>
      ))}
      {d.rounds.map((r) => (
        <g key={r.number}>
          <path d={`M${r.at} ${d.bottom}v7`} stroke={color('ink-2')} strokeWidth={1.5} />
          <text x={r.at} y={d.bottom + 19} textAnchor="middle" className="on" style={{ fontSize: 11 }}>
            {r.number}
          </text>
        </g>
      ))}
      {d.rounds.length > 0 ? (
        <text x={size.left - 10} y={d.bottom + 19} textAnchor="end" style={{ fontSize: 11 }}>
          round
        </text>
      ) : null}
      <text x={d.right + 26} y={d.bottom + 36}>
        decisions
      </text>
      <text x={size.left + 6} y={size.top - 7}>
        labels changed
      </text>
    </g>
  );
}

function Comparison({ d }: { d: Discovery }) {
  return (
    <g fill="none" strokeWidth={1.6}>
      {d.total ? (
        <>
          <rect
            x={d.total.from}
            y={d.total.high}
            width={Math.max(0, d.right - d.total.from)}
            height={Math.max(1, d.total.low - d.total.high)}
            fill={color('sunk')}
          />
          <path
            d={`M${d.total.from} ${d.total.y}H${d.right}`}
            stroke={color('ink-2')}
            strokeDasharray="1 4"
            strokeWidth={1.8}
            strokeLinecap="round"
          />
        </>
      ) : null}
      {d.random ? (
        <path
          d={`M${d.random.x1} ${d.random.y1}L${d.random.x2} ${d.random.y2}`}
          stroke={color('ink-3')}
          strokeDasharray="5 4"
        />
      ) : null}
    </g>
  );
}

/** At most about 20 rows for the table view, the last point always among them. */
function everyTenth(points: [number, number][]): [number, number][] {
  const step = Math.max(1, Math.ceil(points.length / 20));
  return points.filter((_, k) => k % step === 0 || k === points.length - 1);
}
