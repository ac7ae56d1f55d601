import { ShareRange } from '#/app/_plots/ShareRange.tsx';
import { count, counted, percent } from '#/app/_ui/figures.ts';
import type { Anchoring, SecondRead } from '#/server/domain/teamViews.ts';
import type { StatsView } from '#/server/domain/views.ts';

/** What second readers found, and whether showing the suggestion sways: nothing before either is known. */
export function SecondReadings({ stats }: { stats: StatsView }) {
  const { secondReadings, anchoring, confirmed } = stats;
  const changes = stats.changed + stats.noClass;
  if (!secondReadings.changes && !secondReadings.keeps && !anchoring && confirmed === 0) return null;
  return (
    <section className="block">
      <h2>Read again</h2>
      <p className="lede">
        {counted(changes, 'label was changed', 'labels were changed')}; {count(confirmed)} of them confirmed wrong by a
        second reader or a lead.
      </p>
      <div className="grid gap-5 pt-4">
        <Wrong what="changes" read={secondReadings.changes} />
        <Wrong what="keeps" read={secondReadings.keeps} />
        {anchoring ? <Anchored anchoring={anchoring} /> : null}
      </div>
    </section>
  );
}

function Wrong({ what, read }: { what: string; read: SecondRead | null }) {
  if (!read) return null;
  const { wrong } = read;
  return (
    <div>
      <p>
        <b className="num">{percent(wrong.value)}</b> of {what} are wrong, between {percent(wrong.low)} and{' '}
        {percent(wrong.high)}
      </p>
      <p className="small quiet">
        {counted(read.read, 'blind second reading', 'blind second readings')}
        {read.unresolved > 0 ? `, ${count(read.unresolved)} of which wait for a lead` : ''}
      </p>
      <ShareRange
        of={wrong}
        format={percent}
        label={`Share of wrong ${what}: ${percent(wrong.value)}, between ${percent(wrong.low)} and ${percent(wrong.high)}.`}
      />
    </div>
  );
}

/** Percentage points with their sign. */
const points = (share: number) => `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(Math.round(share * 100))}`;

function Anchored({ anchoring }: { anchoring: Anchoring }) {
  const { shown, hidden, difference } = anchoring;
  const scale = difference.low < -0.5 || difference.high > 0.5 ? 1 : 0.5;
  const share = ({ accepted, of }: Anchoring['shown']) => (of === 0 ? '' : percent(accepted / of));
  return (
    <div>
      <p>
        Shown the suggestion, readers chose it <b className="num">{points(difference.value)} points</b> more often,
        between {points(difference.low)} and {points(difference.high)}
      </p>
      <p className="small quiet">
        {share(shown)} of {count(shown.of)} with it, {share(hidden)} of {count(hidden.of)} without
      </p>
      <ShareRange
        of={difference}
        from={-scale}
        to={scale}
        format={points}
        label={`Difference in acceptance: ${points(difference.value)} points, between ${points(difference.low)} and ${points(difference.high)}.`}
      />
    </div>
  );
}
