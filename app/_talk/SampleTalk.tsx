'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { ThreadView } from '#/server/domain/talkViews.ts';
import { CommentField } from './CommentField.tsx';
import { Thread } from './Thread.tsx';
import './talk.css';

/** Marks what is on the screen as read, once. */
export function useSeen(threads: readonly ThreadView[] | undefined) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mutate } = useMutation(
    trpc.talk.markRead.mutationOptions({
      onSuccess: (left) => queries.setQueryData(trpc.talk.unread.queryKey(), left),
    }),
  );
  const unread = (threads ?? [])
    .filter((t) => t.unread)
    .map((t) => t.id)
    .join(' ');
  useEffect(() => {
    if (unread) mutate({ threadIds: unread.split(' ') });
  }, [unread, mutate]);
}

/** What people say to each other about one sample. With `onClose` it was opened by a key in order to write. */
export function SampleTalk({ slug, sampleId, onClose }: { slug: string; sampleId: string; onClose?: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const talk = useQuery(trpc.talk.ofSample.queryOptions({ slug, sampleId }));
  const add = useMutation(
    trpc.talk.add.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.talk.pathFilter()) }),
  );
  useSeen(talk.data?.threads);
  const withheld = talk.data?.withheld ?? 0;
  return (
    <section className="sample-talk" aria-labelledby="talk">
      <h2 id="talk" className="sec-h">
        Comments
      </h2>
      <ErrorNotice error={talk.error ?? add.error} />
      {talk.data?.threads.map((thread) => (
        <Thread key={thread.id} slug={slug} thread={thread} />
      ))}
      {withheld > 0 ? (
        <p className="small quiet pt-2">
          {counted(withheld, 'thread of other readers appears', 'threads of other readers appear')} once you have
          decided.
        </p>
      ) : null}
      <CommentField
        key={sampleId}
        label="Comment on this sample"
        placeholder="Ask or tell; @ names somebody"
        busy={add.isPending}
        focused={onClose !== undefined}
        onClose={onClose}
        onSend={(text) => add.mutateAsync({ slug, sampleId, text })}
      />
    </section>
  );
}
