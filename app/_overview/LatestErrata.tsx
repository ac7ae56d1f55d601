import Link from 'next/link';
import { useNow } from '#/app/_live/useNow.ts';
import { ago } from '#/app/_ui/figures.ts';
import { markOfVerdict, ProofMark } from '#/app/_ui/ProofMark.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { StatsView } from '#/server/domain/views.ts';

/** The newest changes, each a link to its sample. */
export function LatestErrata({ slug, latest }: { slug: string; latest: StatsView['latest'] }) {
  const now = useNow();
  if (latest.length === 0) return <p className="lede">Nothing is changed yet.</p>;
  return (
    <ul className="errata-list">
      {latest.map((e) => (
        <li key={`${e.sampleId} ${e.at}`}>
          <Link href={paths.sample(slug, e.sampleId)} className="no-underline">
            <ProofMark size="sm" state={markOfVerdict[e.verdict]} given={e.given} label={e.label} />
            <span className="vh">, sample {e.externalId}</span>
          </Link>
          <span>
            {e.by}, {ago(e.at, now)}
          </span>
        </li>
      ))}
    </ul>
  );
}
