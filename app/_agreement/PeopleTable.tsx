import { count, duration, percent } from '#/app/_ui/figures.ts';
import { Share } from '#/app/_ui/measures.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { PersonAgreement } from '#/server/domain/teamViews.ts';

/** One line per reader. */
export function PeopleTable({ people }: { people: PersonAgreement[] }) {
  return (
    <ScrollX label="Readers">
      <table className="tbl">
        <thead>
          <tr>
            <th>Reader</th>
            <th className="n">readings</th>
            <th>agrees with what was settled</th>
            <th className="n">quality</th>
            <th>misses most</th>
            <th className="n">gold</th>
            <th className="n">median time</th>
          </tr>
        </thead>
        <tbody>
          {people.map((p) => (
            <tr key={p.name}>
              <td>{p.name}</td>
              <td className="n">
                {count(p.readings)}
                {p.shared > 0 ? <span className="quiet small"> {count(p.shared)} shared</span> : null}
              </td>
              <td className="min-w-[130px]">
                {p.agreement ? (
                  <>
                    <Share share={p.agreement.value} tone="ink" />
                    <span className="quiet small">
                      {percent(p.agreement.low)} to {percent(p.agreement.high)}
                    </span>
                  </>
                ) : (
                  <span className="quiet small">nothing shared</span>
                )}
              </td>
              <td className="n">{p.quality === null ? '' : p.quality.toFixed(2)}</td>
              <td>
                {p.worst ? (
                  <>
                    <span className="mono" dir="auto">
                      {p.worst.label}
                    </span>{' '}
                    <span className="quiet small nowrap">
                      {count(p.worst.missed)} of {count(p.worst.of)}
                    </span>
                  </>
                ) : null}
              </td>
              <td className="n">{p.gold ? `${count(p.gold.right)} of ${count(p.gold.of)}` : ''}</td>
              <td className="n">{p.medianMilliseconds === null ? '' : duration(p.medianMilliseconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
