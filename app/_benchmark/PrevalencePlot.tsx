'use client';

import { PlotFigure } from '#/app/_plots/PlotFigure.tsx';
import { spread } from '#/app/_plots/spread.ts';
import { useWide } from '#/app/_plots/useWide.ts';
import { percent } from '#/app/_ui/figures.ts';
import type { ImpactModel } from '#/server/domain/benchmarkViews.ts';
import { accuracyAt } from '#/server/domain/prevalence.ts';
import { points } from './words.ts';

interface PrevalencePlotProps {
  a: ImpactModel;
  b: ImpactModel;
  share: number;
  /** Share of wrong labels in the test set itself. */
  now: number;
  cross: number | null;
}

const color = (name: string) => `var(--color-${name})`;
const shares = [0, 0.25, 0.5, 0.75, 1];

/** The accuracy of two models against the share of wrong labels: two straight lines, and where they meet. */
export function PrevalencePlot({ a, b, share, now, cross }: PrevalencePlotProps) {
  const wide = useWide();
  const [width, height, right] = wide ? [780, 300, 570] : [360, 260, 246];
  const [left, top, bottom] = [46, 22, height - 42];
  const ends = [a, b].flatMap((m) => [m.onRest, m.onCorrected]);
  const low = Math.max(0, Math.floor((Math.min(...ends) - 0.02) * 10) / 10);
  const high = Math.min(1, Math.ceil((Math.max(...ends) + 0.02) * 10) / 10);
  const x = (n: number) => left + n * (right - left);
  const y = (v: number) => bottom - ((v - low) / (high - low)) * (bottom - top);
  const ticks = [low, (low + high) / 2, high];
  const names = spread([y(a.onCorrected), y(b.onCorrected)], 16, top, bottom);
  const say = `Accuracy against the share of wrong labels: ${a.name} from ${points(a.onRest)} to ${points(a.onCorrected)}, ${b.name} from ${points(b.onRest)} to ${points(b.onCorrected)}${cross === null ? ', never crossing' : `, crossing at ${percent(cross)}`}.`;
  const mark = (at: number, dash: string | undefined, ink: string) => (
    <path d={`M${x(at)} ${top}V${bottom}`} stroke={color(ink)} strokeDasharray={dash} />
  );
  return (
    <PlotFigure
      head={['share of wrong labels', a.name, b.name]}
      rows={[...new Set([...shares, now, ...(cross === null ? [] : [cross])])]
        .sort((m, n) => m - n)
        .map((n) => [percent(n), points(accuracyAt(a, n)), points(accuracyAt(b, n))])}
    >
      <svg viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={say}>
        {ticks.map((t) => (
          <g key={t}>
            <path d={`M${left} ${y(t)}H${right}`} stroke={color(t === low ? 'edge' : 'rule')} />
            <text x={left - 8} y={y(t) + 4} textAnchor="end">
              {points(t)}
            </text>
          </g>
        ))}
        <text x={left} y={top - 8}>
          accuracy
        </text>
        {shares.map((n, k) => (
          <text key={n} x={x(n)} y={bottom + 18} textAnchor={k === 0 ? 'start' : 'middle'}>
            {percent(n)}
          </text>
        ))}
        <text x={(left + right) / 2} y={bottom + 36} textAnchor="middle">
          share of wrong labels
        </text>
        {mark(now, '5 4', 'ink-3')}
        {mark(share, undefined, 'ink-2')}
        <text x={x(now) + 5} y={bottom - 6} style={{ fontSize: 11 }}>
          this test set
        </text>
        {[a, b].map((m, k) => (
          <g key={k === 0 ? 'a' : 'b'}>
            <path
              d={`M${x(0)} ${y(m.onRest)}L${x(1)} ${y(m.onCorrected)}`}
              stroke={color('ink')}
              strokeWidth={k === 0 ? 2.2 : 1.4}
            />
            <circle cx={x(share)} cy={y(accuracyAt(m, share))} r={4} fill={color('ink')} />
            <text x={right + 10} y={names[k]! + 4} className="on">
              {wide || m.name.length <= 16 ? m.name : `${m.name.slice(0, 15)}…`}
            </text>
          </g>
        ))}
        {cross === null ? null : (
          <circle
            cx={x(cross)}
            cy={y(accuracyAt(a, cross))}
            r={5}
            fill={color('paper')}
            stroke={color('ink')}
            strokeWidth={1.6}
          />
        )}
      </svg>
    </PlotFigure>
  );
}
