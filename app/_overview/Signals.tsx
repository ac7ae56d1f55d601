import { wholePercent } from '#/app/_ui/figures.ts';
import { Share } from '#/app/_ui/measures.tsx';
import type { StatsView } from '#/server/domain/views.ts';

/** How often each reason for doubt proved right so far. */
export function Signals({ signals }: { signals: StatsView['signals'] }) {
  return (
    <section className="block">
      <h2>
        Which reasons prove right<span className="unit">of the decided samples each doubts most</span>
      </h2>
      <table className="tbl">
        <thead>
          <tr>
            <th>Reason for doubt</th>
            <th className="n">decided</th>
            <th>labels wrong</th>
          </tr>
        </thead>
        <tbody>
          {signals.map(({ id, name, judged, precision }) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="n">{judged}</td>
              <td className="w-[150px] max-sm:w-[96px]">
                <Share share={precision.value} text={wholePercent(precision.value)} />
                <span className="quiet small">
                  {wholePercent(precision.low)} to {wholePercent(precision.high)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
