'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Bar } from '#/app/_ui/Bar.tsx';
import { ButtonLink } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { preparePictures } from '../session/pictures.ts';
import { ReviewScreen } from './ReviewScreen.tsx';

/** Review that begins with one chosen sample and goes on with its queue. */
export function SampleScreen({ slug, sampleId }: { slug: string; sampleId: string }) {
  const trpc = useTRPC();
  const { me, error } = useMe();
  const open = useMutation(trpc.review.open.mutationOptions({ onSuccess: (item) => preparePictures([item]) }));
  const asked = useRef(false);
  const { mutate } = open;
  useEffect(() => {
    if (!me || asked.current) return;
    asked.current = true;
    mutate({ slug, sampleId });
  }, [me, mutate, slug, sampleId]);

  if (open.data) return <ReviewScreen slug={slug} queueId={open.data.queueId} first={open.data} />;
  return (
    <>
      <Bar me={me} />
      <main id="main" className="review-wait">
        <ErrorNotice
          error={error ?? open.error}
          action={
            <ButtonLink small href={paths.samples(slug)}>
              All samples
            </ButtonLink>
          }
        />
        {open.error ? null : <Loading label="Fetching the sample" />}
      </main>
    </>
  );
}
