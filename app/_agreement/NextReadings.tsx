import Link from 'next/link';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { Share } from '#/app/_ui/measures.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { AgreementView } from '#/server/domain/teamViews.ts';

/** Read again, or read on: ActiveLab's order over read and unread samples. */
export function NextReadings({ view }: { view: AgreementView }) {
  const { dataset } = useDataset();
  if (view.next.length === 0) return null;
  return (
    <section className="block">
      <h2>
        One more reading would tell most<span className="unit">ActiveLab</span>
      </h2>
      <p className="lede">
        {view.next[0]?.readings === 0
          ? 'The first is unread: reading on tells more than reading again.'
          : 'The first has been read: another reader there tells more than an unread sample.'}
      </p>
      <table className="tbl">
        <thead>
          <tr>
            <th>Sample</th>
            <th className="n">readings</th>
            <th>how sure</th>
          </tr>
        </thead>
        <tbody>
          {view.next.map((n) => (
            <tr key={n.sampleId}>
              <td>
                <Link className="link mono inline-block min-h-6" href={paths.sample(dataset.slug, n.sampleId)}>
                  {n.externalId}
                </Link>
              </td>
              <td className="n">{n.readings}</td>
              <td className="w-[150px]">
                <Share share={n.score} tone="quiet" text={n.score.toFixed(2)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
