import { ShareRange } from '#/app/_plots/ShareRange.tsx';
import { count, counted, percent } from '#/app/_ui/figures.ts';
import type { AgreementView } from '#/server/domain/teamViews.ts';

const two = (value: number) => value.toFixed(2).replace('-', '−');

/** Percent agreement, alpha, and validated errors, each with its interval. */
export function AgreementFigures({ view }: { view: AgreementView }) {
  const { percent: share, alpha, validated } = view;
  return (
    <div className="figs">
      <section className="fig">
        <h2>Pairs of readings alike</h2>
        {share ? (
          <>
            <div className="big num">{percent(share.value)}</div>
            <p>
              between {percent(share.low)} and {percent(share.high)}; {counted(view.shared, 'sample', 'samples')} read
              more than once
            </p>
            <ShareRange of={share} format={percent} label={`Agreement ${percent(share.value)}.`} />
          </>
        ) : (
          <p className="mt-2">No sample has two readings yet; a queue with two readers makes them.</p>
        )}
      </section>
      <section className="fig">
        <h2>Krippendorff’s alpha</h2>
        {alpha ? (
          <>
            <div className="big num">{two(alpha.value)}</div>
            <p>
              between {two(alpha.low)} and {two(alpha.high)}; 1 is agreement, 0 is chance
            </p>
            <ShareRange of={alpha} from={Math.min(0, alpha.low)} format={two} label={`Alpha ${two(alpha.value)}.`} />
          </>
        ) : (
          <p className="mt-2">Needs samples with two readings.</p>
        )}
      </section>
      <section className="fig">
        <h2>Validated errors</h2>
        {validated ? (
          <>
            <div className="big num">{count(validated.errors)}</div>
            <p>
              of {count(validated.read)} samples that everybody asked has read: too few chose the given label;{' '}
              {percent(validated.share.low)} to {percent(validated.share.high)}
            </p>
            <ShareRange of={validated.share} format={percent} label={`${percent(validated.share.value)} in error.`} />
          </>
        ) : (
          <p className="mt-2">Where three or more read each sample: those whose given label too few of them chose.</p>
        )}
      </section>
      <section className="fig">
        <h2>Methods that differ</h2>
        <div className="big num">
          {count(view.methods.dawidSkene)} <small>and</small> {count(view.methods.crowdlab)}
        </div>
        <p>
          of {counted(view.methods.samples, 'sample', 'samples')}, where Dawid–Skene and CROWDLAB would not say what the
          majority says
        </p>
      </section>
    </div>
  );
}
