import { percent } from '#/app/_ui/figures.ts';
import { Pips, Scale, Track } from '#/app/_ui/measures.tsx';
import type { ReasonView } from '#/server/domain/views.ts';
import { Worded } from './Worded.tsx';

const most = 3;

interface ReasonsProps {
  reasons: ReasonView[];
  /** Nothing of the model's is shown with this sample. */
  alone: boolean;
  why: boolean;
  /** What the model gives a label: the same figure as beside the label itself. */
  probability: (label: string) => number | null;
}

/** Why the sample is here: at most three sentences, each over the one measure it speaks of. Probabilities on request. */
export function Reasons({ reasons, alone, why, probability }: ReasonsProps) {
  if (reasons.length === 0)
    return (
      <p className="ev">
        {alone
          ? 'Decide this one from the sample alone.'
          : 'No single reason stands out; small doubts together put it here.'}
      </p>
    );
  return reasons.slice(0, most).map((reason) => (
    <div key={reason.signal} className="ev">
      <p>
        <Worded text={reason.text} />
      </p>
      <Measure measure={reason.measure} why={why} probability={probability} />
    </div>
  ));
}

const toneOf = { given: 'pen', suggested: 'pencil', other: 'quiet' } as const;

interface MeasureProps extends Pick<ReasonsProps, 'why' | 'probability'> {
  measure: ReasonView['measure'];
}

function Measure({ measure, why, probability }: MeasureProps) {
  if (measure.kind === 'pips') return <Pips on={measure.on} of={measure.of} />;
  if (measure.kind === 'scale') return <Scale value={measure.value} low={measure.low} high={measure.high} />;
  if (!why) return null;
  return (
    <div className="ev-rows">
      {measure.rows.map((row) => (
        <div key={row.label} className="ev-row">
          <span className="mono" dir="auto">
            {row.label}
          </span>
          <Track share={probability(row.label) ?? row.value} tone={toneOf[row.role]} />
          <span>{percent(probability(row.label) ?? row.value)}</span>
        </div>
      ))}
    </div>
  );
}
