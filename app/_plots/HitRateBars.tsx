import { wholePercent } from '#/app/_ui/figures.ts';
import type { StatsView } from '#/server/domain/views.ts';

const WIDTH = 250;
const HEIGHT = 62;
const FLOOR = 44;
const MOST = 12;

/** Share of decisions that changed a label, round by round; the newest in ink. At most the last twelve rounds. */
export function HitRateBars({ byRound }: { byRound: StatsView['hitRate']['byRound'] }) {
  const shown = byRound.slice(-MOST);
  if (shown.length === 0) return null;
  const most = Math.max(0.1, ...shown.map((r) => r.rate));
  const highest = shown.findIndex((r) => r.rate === most);
  const step = Math.min(40, WIDTH / shown.length);
  const say = shown.map((r) => `round ${r.round} ${wholePercent(r.rate)}`).join(', ');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={`Hit rate by round: ${say}.`}>
      <path d={`M0 ${FLOOR}H${WIDTH}`} stroke="var(--color-edge)" />
      {shown.map((r, k) => {
        const height = (r.rate / most) * (FLOOR - 16);
        const last = k === shown.length - 1;
        const middle = k * step + step / 2;
        return (
          <g key={r.round}>
            <title>{`Round ${r.round}: ${wholePercent(r.rate)} of ${r.decisions} decisions`}</title>
            <rect
              x={k * step + 2}
              y={FLOOR - height}
              width={step - 4}
              height={height}
              fill={last ? 'var(--color-ink)' : 'var(--color-edge)'}
            />
            {last || k === highest ? (
              <text x={middle} y={FLOOR - height - 4} textAnchor="middle" style={{ fontSize: 11 }}>
                {wholePercent(r.rate)}
              </text>
            ) : null}
            <text x={middle} y={FLOOR + 14} textAnchor="middle" style={{ fontSize: 11 }}>
              {r.round}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
