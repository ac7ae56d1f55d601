import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { ImpactView } from '#/server/domain/benchmarkViews.ts';
import { metricName, movedInWords, points, rangeInWords, rankRange } from './words.ts';

/** Every model with its score and rank on both sets of labels. */
export function Leaderboard({ impact }: { impact: ImpactView }) {
  const name = metricName(impact);
  return (
    <section className="block mt-10">
      <h2>Leaderboard</h2>
      <p className="lede">
        In points of {name}. The small figures are 95% intervals from {impact.resamples} resamples of the samples: the
        scores of one model on two sets of labels go up and down together, so compare models in the list of pairs.
      </p>
      <ScrollX label="Leaderboard">
        <table className="tbl">
          <thead>
            <tr>
              <th className="n">Rank</th>
              <th>model</th>
              <th className="n">on corrected labels</th>
              <th className="n">on given labels</th>
              <th className="n">rank on given</th>
              <th className="n">moved</th>
              <th className="n">rank between</th>
            </tr>
          </thead>
          <tbody>
            {impact.models.map((m) => (
              <tr key={m.id}>
                <td className="n">{m.rankCorrected}</td>
                <td className="mono board-name">{m.name}</td>
                <td className="n">
                  {points(m.corrected.value)}
                  <br />
                  <span className="quiet small">{rangeInWords(m.corrected)}</span>
                </td>
                <td className="n">
                  {points(m.given.value)}
                  <br />
                  <span className="quiet small">{rangeInWords(m.given)}</span>
                </td>
                <td className="n">{m.rankGiven}</td>
                <td className="n">{movedInWords(m)}</td>
                <td className="n">{rankRange(m.rankCorrectedRange)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </section>
  );
}
