'use client';

import { sizeInWords } from '#/app/_datasets/standing.ts';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useReviewNext } from '#/app/_frame/useDatasetKeys.ts';
import { useNow } from '#/app/_live/useNow.ts';
import { Button, ButtonLink } from '#/app/_ui/Button.tsx';
import { ago, count, counted, duration } from '#/app/_ui/figures.ts';
import { paths } from '#/app/_ui/paths.ts';
import { roleHas } from '#/server/domain/capability.ts';
import type { RoundView, StatsView } from '#/server/domain/views.ts';
import { totalTime } from './totalTime.ts';

export function OverviewHead({ stats, round }: { stats: StatsView | undefined; round: RoundView | undefined }) {
  const { dataset, me } = useDataset();
  const review = useReviewNext();
  const now = useNow();
  const ready = dataset.state === 'ready';
  const decisions = stats?.decisions ?? dataset.decisions;
  return (
    <div className="page-h">
      <div>
        <h1>{dataset.name}</h1>
        <p>
          {dataset.samples > 0 ? `${sizeInWords(dataset)}. ` : ''}
          {decisions > 0
            ? `${counted(decisions, 'decision', 'decisions')}${stats ? ` by ${counted(stats.readers, 'person', 'people')}` : ''}. `
            : ''}
          {stats?.bulk.decided ? `${counted(stats.bulk.decided, 'sample', 'samples')} decided in bulk. ` : ''}
          {round?.publishedAt
            ? `Round ${round.number} ${round.number > 1 ? 're-scored' : 'scored'} ${count(round.samples)} samples in ${duration(totalTime(round.durations))}, ${ago(round.publishedAt, now)}.`
            : ''}
        </p>
      </div>
      {ready ? (
        <div className="push">
          <ButtonLink href={paths.exports(dataset.slug)} icon="save" kbd="E">
            Export
          </ButtonLink>
          {roleHas(me.role, 'review') ? (
            <Button ink kbd="R" onClick={() => void review(dataset.slug)}>
              Review next batch
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
