import { count, duration } from '#/app/_ui/figures.ts';
import type { StatsView } from '#/server/domain/views.ts';

export function People({ people }: { people: StatsView['people'] }) {
  return (
    <section className="block">
      <h2>People</h2>
      <table className="tbl">
        <thead>
          <tr>
            <th>Annotator</th>
            <th className="n">decisions</th>
            <th className="n">labels changed</th>
            <th className="n">median time</th>
          </tr>
        </thead>
        <tbody>
          {people.map((p) => (
            <tr key={p.name}>
              <td>{p.name}</td>
              <td className="n">{count(p.decisions)}</td>
              <td className="n">{count(p.changed)}</td>
              <td className="n">{p.medianMilliseconds === null ? '' : duration(p.medianMilliseconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
