'use client';

import Link from 'next/link';
import { Bar } from '#/app/_ui/Bar.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { roundInWords } from '../session/announcements.ts';
import { useReview } from '../session/useReview.ts';
import { BatchRuler } from './BatchRuler.tsx';
import { EmptyQueue } from './EmptyQueue.tsx';
import { QueueSwitch } from './QueueSwitch.tsx';
import { ReviewDesk } from './ReviewDesk.tsx';
import { useSteady } from './useSteady.ts';

interface ReviewScreenProps {
  slug: string;
  queueId: string;
  first?: ReviewItem;
}

/** Review of one queue, from the first sample to the last. */
export function ReviewScreen({ slug, queueId, first }: ReviewScreenProps) {
  const { me, error } = useMe();
  const review = useReview({ slug, queueId, user: me?.id ?? null, first });
  const { state, toNextRound, round, isNewRound } = review.live;
  const { session, supply } = review;
  const waiting = session.past.filter((p) => p.delivery === 'kept' && p.verdict !== 'skip').length;
  const toGo = toNextRound === null ? null : Math.max(0, toNextRound - waiting);
  const batch = useSteady(toGo === null ? null : session.marks.length + toGo);
  const data = state.data;
  const item = session.current;
  return (
    <>
      <Bar
        me={me}
        crumb={
          <>
            <Link className="mono" href={paths.dataset(slug)} prefetch={false}>
              {data?.dataset.slug ?? slug}
            </Link>
            <span className="sep" aria-hidden="true">
              /
            </span>
            {data ? <QueueSwitch slug={slug} state={data} /> : null}
            {data && !data.policy.blind ? (
              <Link
                className="iconbtn grid-link"
                href={paths.grid(slug, { given: item?.sample.givenLabel, queue: queueId })}
                prefetch={false}
                aria-keyshortcuts="g"
              >
                <Kbd>G</Kbd> Grid
              </Link>
            ) : null}
          </>
        }
      >
        <BatchRuler
          blind={data?.policy.blind ?? false}
          verdicts={session.marks.map((m) => m.verdict)}
          toGo={batch === null ? null : Math.max(0, batch - session.marks.length)}
        />
      </Bar>
      <LiveRegion message={isNewRound && round ? `Round ${round.number} ${roundInWords(round).line}.` : ''} />
      {data && item ? (
        <ReviewDesk slug={slug} state={data} review={review} item={item} />
      ) : (
        <main id="main" className="review-wait">
          <ErrorNotice
            error={error ?? state.error ?? supply.error}
            action={
              <Button small onClick={() => window.location.reload()}>
                Try again
              </Button>
            }
          />
          {data && session.exhausted && !supply.error ? <EmptyQueue slug={slug} state={data} /> : null}
          {session.exhausted || error || state.error || supply.error ? null : <Loading label="Fetching samples" />}
        </main>
      )}
    </>
  );
}
