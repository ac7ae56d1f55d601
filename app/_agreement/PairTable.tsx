import { count, percent } from '#/app/_ui/figures.ts';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { AgreementView } from '#/server/domain/teamViews.ts';

const two = (value: number) => value.toFixed(2).replace('-', '−');

/** Every two readers with samples in common. */
export function PairTable({ pairs }: Pick<AgreementView, 'pairs'>) {
  return (
    <ScrollX label="Pairs of readers">
      <table className="tbl">
        <thead>
          <tr>
            <th>Readers</th>
            <th className="n">in common</th>
            <th className="n">alike</th>
            <th className="n">kappa</th>
            <th className="n">95% interval</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((p) => (
            <tr key={`${p.one} ${p.other}`}>
              <td>
                {p.one} and {p.other}
              </td>
              <td className="n">{count(p.shared)}</td>
              <td className="n">{percent(p.percent)}</td>
              <td className="n">{p.kappa ? two(p.kappa.value) : ''}</td>
              <td className="n">{p.kappa ? `${two(p.kappa.low)} to ${two(p.kappa.high)}` : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
