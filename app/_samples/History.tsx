import { useNow } from '#/app/_live/useNow.ts';
import { ago } from '#/app/_ui/figures.ts';
import { markOfVerdict, ProofMark } from '#/app/_ui/ProofMark.tsx';
import type { SampleView } from '#/server/domain/views.ts';

/** The decisions on a sample, oldest first, undone ones included: the log keeps both. */
export function History({ decisions, given }: { decisions: SampleView['decisions']; given: string | null }) {
  const now = useNow();
  return (
    <section className="mt-6">
      <h2 className="sec-h">History</h2>
      {decisions.length === 0 ? <p className="small quiet pt-2">Nobody has decided on it yet.</p> : null}
      <ol>
        {decisions.map((d) => (
          <li key={`${d.by} ${d.at} ${d.verdict}`} className="past">
            {d.verdict === 'retract' ? (
              <span>undone</span>
            ) : (
              <ProofMark size="sm" state={markOfVerdict[d.verdict]} given={given} label={d.label} />
            )}
            <span className="small quiet">
              {d.source ? 'imported from ' : ''}
              {d.by}, {ago(d.at, now)}
              {d.late ? ', after its lease' : ''}
            </span>
            {d.note ? <p className="small col-span-2">“{d.note}”</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
