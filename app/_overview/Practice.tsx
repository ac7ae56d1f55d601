import { count } from '#/app/_ui/figures.ts';
import { Track } from '#/app/_ui/measures.tsx';
import type { StatsView } from '#/server/domain/views.ts';

/** The score of practice data, whose truth the server knows. It says plainly that the errors are ours. */
export function Practice({ practice: p }: { practice: NonNullable<StatsView['practice']> }) {
  const times = p.expectedAtRandom > 0 ? p.plantedFound / p.expectedAtRandom : null;
  return (
    <section className="practice" aria-labelledby="practice">
      <div>
        <h2 id="practice">Its errors were planted</h2>
        <p className="quiet">
          This is practice data: {count(p.planted)} labels were changed on purpose, and the server knows which.
        </p>
      </div>
      <div className="grid content-center gap-2">
        <p>
          <b className="font-semibold">
            {count(p.plantedFound)} of {count(p.planted)} found
          </b>{' '}
          in {count(p.decisions)} decisions.
          {p.decisions > 0
            ? ` Random review would have found about ${p.expectedAtRandom < 10 ? p.expectedAtRandom.toFixed(1) : count(p.expectedAtRandom)}${times !== null && times >= 1.5 ? `; this is ${count(times)} times as many` : ''}.`
            : ' Review a few and see.'}
          {p.wrongChanges > 0 ? ` ${count(p.wrongChanges)} right labels were changed by mistake.` : ''}
        </p>
        <Track share={p.planted > 0 ? p.plantedFound / p.planted : 0} tone="ink" />
      </div>
    </section>
  );
}
