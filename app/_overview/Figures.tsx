import { HitRateBars } from '#/app/_plots/HitRateBars.tsx';
import { RangePlot } from '#/app/_plots/RangePlot.tsx';
import { ticksUpTo } from '#/app/_plots/ticks.ts';
import { Whisker } from '#/app/_plots/Whisker.tsx';
import { count, counted, percent, wholePercent } from '#/app/_ui/figures.ts';
import { Track } from '#/app/_ui/measures.tsx';
import type { StatsView } from '#/server/domain/views.ts';
import { changedHow, headline } from './headline.ts';

/** The figures at the top: wrong at first = found + remaining, and the hit rate of late. */
export function Figures({ stats }: { stats: StatsView }) {
  return (
    <div className="figs">
      {stats.estimate ? <Estimated stats={stats} estimate={stats.estimate} /> : <NotYet stats={stats} />}
      <section className="fig">
        <h2>Hit rate{stats.hitRate.of > 0 ? `, last ${stats.hitRate.of}` : ''}</h2>
        {stats.hitRate.of > 0 ? (
          <>
            <div className="big num">{wholePercent(stats.hitRate.last)}</div>
            <p>of decisions changed a label; by round</p>
            <HitRateBars byRound={stats.hitRate.byRound} />
          </>
        ) : (
          <p className="mt-2">No decisions yet.</p>
        )}
      </section>
    </div>
  );
}

type Estimate = NonNullable<StatsView['estimate']>;

function Estimated({ stats, estimate }: { stats: StatsView; estimate: Estimate }) {
  const h = headline(estimate);
  const { firstShare, nowShare } = estimate;
  const upTo = Math.max(estimate.first.high, estimate.remaining.high);
  const interval = (i: { low: number; high: number }) => `95% interval ${count(i.low)} to ${count(i.high)}`;
  return (
    <>
      <section className="fig">
        <h2>Estimated wrong at first</h2>
        <div className="big num">
          {count(h.first)} <small>labels</small>
        </div>
        <p>
          {percent(firstShare.value)} of all, between {percent(firstShare.low)} and {percent(firstShare.high)}; now{' '}
          {percent(nowShare.value)}, between {percent(nowShare.low)} and {percent(nowShare.high)}
        </p>
        <Whisker
          first={firstShare}
          now={nowShare}
          ticks={ticksUpTo(Math.min(1, Math.max(firstShare.high, nowShare.high)))}
          labelled
          label={`Estimated share of wrong labels: first ${percent(firstShare.value)}, now ${percent(nowShare.value)}.`}
        />
      </section>
      <section className="fig">
        <h2>Of these, found</h2>
        <div className="big num">{count(h.found)}</div>
        <p>
          {changedHow(stats)}
          {stats.curve.random === null || stats.practice
            ? ''
            : `. Random review would have found about ${count(stats.curve.random)}`}
        </p>
        <div className="mt-auto pt-3">
          <Track share={h.first > 0 ? h.found / h.first : 0} tone="ink" />
          <p className="small quiet">
            {h.first > 0 ? `${wholePercent(h.found / h.first)} of the estimated total` : ''}
          </p>
        </div>
      </section>
      <section className="fig">
        <h2>Estimated remaining</h2>
        <div className="big num">{count(h.remaining)}</div>
        <p>{interval(estimate.remaining)}</p>
        <RangePlot
          of={estimate.remaining}
          upTo={upTo}
          label={`Estimated remaining: ${count(h.remaining)}, ${interval(estimate.remaining)}.`}
        />
      </section>
    </>
  );
}

/** Before the audit can say anything, the screen says what is missing and shows only what is counted. */
function NotYet({ stats }: { stats: StatsView }) {
  return (
    <>
      <section className="fig">
        <h2>Estimated wrong labels</h2>
        <p className="mt-2 text-ink">Too few decisions to estimate; {count(stats.auditNeeded)} more needed.</p>
        <p>
          They come by themselves: part of every queue is drawn at random.
          {stats.modelEstimate === null
            ? ''
            : ` The model alone would call ${percent(stats.modelEstimate)} of the labels wrong; no audit backs that yet.`}
        </p>
      </section>
      <section className="fig">
        <h2>Labels changed</h2>
        <div className="big num">{count(stats.changed + stats.noClass)}</div>
        <p>{changedHow(stats)}</p>
      </section>
      <section className="fig">
        <h2>Decisions</h2>
        <div className="big num">{count(stats.decisions)}</div>
        <p>{stats.decisions > 0 ? `by ${counted(stats.readers, 'person', 'people')}` : 'none so far'}</p>
      </section>
    </>
  );
}
