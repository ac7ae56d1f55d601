'use client';

import { PlotFigure } from '#/app/_plots/PlotFigure.tsx';
import { useWide } from '#/app/_plots/useWide.ts';
import type { ImpactView } from '#/server/domain/benchmarkViews.ts';
import { type SlopeSize, slopes } from './slopes.ts';
import { impactInWords, metricName, points } from './words.ts';

const WIDE: SlopeSize = { width: 780, height: 470, margin: 250 };
const NARROW: SlopeSize = { width: 360, height: 430, margin: 128 };
const FEW = 12;
/** Room for the hairlines between dots and names. */
const LEAD = 18;
const color = (name: string) => `var(--color-${name})`;

/** A line per model: its score on the given labels at the left, on the corrected ones at the right. */
export function SlopePlot({ impact }: { impact: ImpactView }) {
  const wide = useWide();
  const base = wide ? WIDE : NARROW;
  // Many lines need room to be told apart.
  const size = impact.models.length > FEW ? { ...base, height: base.height + 190 } : base;
  const s = slopes(impact, size);
  const name = (text: string) => (wide || text.length <= 15 ? text : `${text.slice(0, 14)}…`);
  return (
    <PlotFigure
      head={['model', 'given labels', 'corrected labels']}
      rows={impact.models.map((m) => [m.name, points(m.given.value), points(m.corrected.value)])}
    >
      <svg viewBox={`0 0 ${size.width} ${size.height}`} width="100%" role="img" aria-label={impactInWords(impact)}>
        <text x={s.left} y={14} textAnchor="end">
          given labels
        </text>
        <text x={s.right} y={14}>
          corrected labels
        </text>
        {s.ticks.map((t) => (
          <g key={t.value}>
            <path d={`M${s.left} ${t.y}H${s.right}`} stroke={color('rule')} />
            <text x={(s.left + s.right) / 2} y={t.y - 3} textAnchor="middle" style={{ fontSize: 11 }}>
              {points(t.value)}
            </text>
          </g>
        ))}
        {[...s.lines]
          .sort((a, b) => Number(a.strong) - Number(b.strong))
          .map((l) => (
            <g key={l.id}>
              <path
                d={`M${s.left + 8} ${l.y1}L${s.right - 8} ${l.y2}`}
                stroke={color(l.strong ? 'ink' : 'edge')}
                strokeWidth={l.strong ? 1.8 : 1}
                opacity={l.strong ? 1 : 0.7}
              />
              <circle cx={s.left + 8} cy={l.y1} r={3} fill={color('paper')} stroke={color(l.strong ? 'ink' : 'edge')} />
              <circle cx={s.right - 8} cy={l.y2} r={3} fill={color(l.strong ? 'ink' : 'edge')} />
              {l.label ? (
                <g className={l.strong ? 'on' : undefined} style={{ fontSize: 11 }}>
                  {/* Names stand apart where dots crowd: a hairline leads from one to the other. */}
                  <path
                    d={`M${s.left + 4} ${l.y1}L${s.left - LEAD} ${l.label.left}M${s.right - 4} ${l.y2}L${s.right + LEAD} ${l.label.right}`}
                    stroke={color(l.strong ? 'ink-3' : 'rule')}
                    strokeWidth={0.8}
                  />
                  <text
                    x={s.left - LEAD - 4}
                    y={l.label.left + 4}
                    textAnchor="end"
                    className={l.strong ? 'on' : undefined}
                  >
                    {name(l.name)}
                  </text>
                  <text x={s.right + LEAD + 4} y={l.label.right + 4} className={l.strong ? 'on' : undefined}>
                    {name(l.name)}
                  </text>
                </g>
              ) : null}
            </g>
          ))}
        {wide ? (
          <text x={(s.left + s.right) / 2} y={14} textAnchor="middle">
            {metricName(impact)}
          </text>
        ) : null}
      </svg>
    </PlotFigure>
  );
}
