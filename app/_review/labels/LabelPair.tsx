import { ProofMark } from '#/app/_ui/ProofMark.tsx';
import type { ReviewItem } from '#/server/domain/views.ts';
import { leansToGiven } from './leaning.ts';
import { probabilityOf } from './probability.ts';

/** The given label, and beside it in the same size and ink what the model would say. */
export function LabelPair({ item, why }: { item: ReviewItem; why: boolean }) {
  const { suggestion, sample } = item;
  const given = sample.givenLabel;
  const own = given === null ? null : probabilityOf(item, given);
  const other = suggestion && suggestion.label !== given ? suggestion : null;
  const leans = other !== null && leansToGiven({ pGiven: own, suggestion: other });
  const length = lengthOf(`${given ?? ''}${other?.label ?? ''}`);
  return (
    <div className="verdict">
      {other ? (
        <ProofMark
          state="query"
          given={given}
          label={other.label}
          doubted={!leans}
          size="lg"
          className={`pair ${length}`}
        />
      ) : (
        <span className={`pm pm-lg pair alone ${length}`} dir="auto">
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
        {other && given !== null && leans ? (
          <>
            {' '}
            The model leans to <Label name={given} />
            {why && own !== null ? `, ${own.toFixed(2)}` : null}; next likeliest is <Label name={other.label} />
            {why ? `, ${other.probability.toFixed(2)}` : null}.
          </>
        ) : null}
        {other && !leans ? (
          <>
            {' '}
            The model suggests <Label name={other.label} />
            {why ? `, ${other.probability.toFixed(2)}${own === null ? '' : ` against ${own.toFixed(2)}`}` : null}.
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

/** Type that lets both labels stand on one line, or be stacked when they are very long. */
const lengthOf = (both: string) => (both.length <= 10 ? 'pair-short' : both.length <= 24 ? 'pair-middle' : 'pair-long');
