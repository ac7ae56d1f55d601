import Link from 'next/link';
import { count, wholePercent } from '#/app/_ui/figures.ts';
import { Share } from '#/app/_ui/measures.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { QueueView } from '#/server/domain/views.ts';

interface QueueTableProps {
  slug: string;
  queues: QueueView[];
  reviews: boolean;
  /** Each queue has a way to its settings. */
  leads?: boolean;
}

/** Queues with what waits in them and how much of it should prove wrong. */
export function QueueTable({ slug, queues, reviews, leads = false }: QueueTableProps) {
  const decided = queues.some((q) => q.decisions > 0);
  return (
    <ScrollX label="Queues">
      <table className="tbl">
        <thead>
          <tr>
            <th>Queue</th>
            <th className="n">waiting</th>
            {decided ? <th className="n opt">hit rate so far</th> : null}
            <th>expected precision</th>
          </tr>
        </thead>
        <tbody>
          {queues.map((q) => (
            <tr key={q.id}>
              <td className="min-w-[150px]">
                {reviews ? (
                  <Link className="link inline-block min-h-6" href={paths.review(slug, q.id)}>
                    {q.name}
                  </Link>
                ) : (
                  q.name
                )}
                <br />
                <span className="quiet small">
                  {q.description}
                  {q.restricted ? ' For assigned readers.' : ''}
                </span>
                {leads ? (
                  <>
                    {' '}
                    <Link
                      className="link small inline-block min-h-6"
                      href={paths.queue(slug, q.id)}
                      aria-label={`Settings of ${q.name}`}
                    >
                      Settings
                    </Link>
                  </>
                ) : null}
              </td>
              <td className="n">{count(q.waiting)}</td>
              {decided ? (
                <td className="n opt">
                  {q.hitRate === null ? (
                    ''
                  ) : (
                    <>
                      {wholePercent(q.hitRate)} <span className="quiet small">of {count(q.decisions)}</span>
                    </>
                  )}
                </td>
              ) : null}
              <td className="w-[150px] max-sm:w-[96px]">
                {q.expectedPrecision ? (
                  <span
                    title={`between ${wholePercent(q.expectedPrecision.low)} and ${wholePercent(q.expectedPrecision.high)}`}
                  >
                    <Share share={q.expectedPrecision.value} text={wholePercent(q.expectedPrecision.value)} />
                    <span className="quiet small">
                      {wholePercent(q.expectedPrecision.low)} to {wholePercent(q.expectedPrecision.high)}
                    </span>
                  </span>
                ) : (
                  <span className="quiet small">{q.waiting > 0 ? 'no estimate yet' : ''}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
