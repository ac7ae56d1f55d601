import { ProofMark } from '#/app/_ui/ProofMark.tsx';
import type { ReviewItem } from '#/server/domain/views.ts';

/** The given label, and beside it in the same size and ink what the model would say. */
export function LabelPair({ item, why }: { item: ReviewItem; why: boolean }) {
  const { suggestion, pGiven, sample } = item;
  const given = sample.givenLabel;
  const other = suggestion && suggestion.label !== given ? suggestion : null;
  return (
    <div className="verdict">
      {other ? (
        <ProofMark state="query" given={given} label={other.label} size="lg" className="pair" />
      ) : (
        <span className="pm pm-lg pair alone" dir="auto">
          {given ?? 'no label'}
        </span>
      )}
      <p className="verdict-note">
        {given === null ? (
          'The dataset gives no label.'
        ) : (
          <>
            The dataset says <Label name={given} />.
          </>
        )}
        {other ? (
          <>
            {' '}
            The model suggests <Label name={other.label} />
            {why ? `, ${other.probability.toFixed(2)}${pGiven === null ? '' : ` against ${pGiven.toFixed(2)}`}` : null}.
          </>
        ) : null}
        {sample.currentLabel !== given ? (
          <>
            {' '}
            It now counts as <Label name={sample.currentLabel ?? 'no label'} />.
          </>
        ) : null}
      </p>
    </div>
  );
}

function Label({ name }: { name: string }) {
  return (
    <span className="mono" dir="auto">
      {name}
    </span>
  );
}
