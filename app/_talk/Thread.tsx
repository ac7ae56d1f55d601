'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '#/app/_live/useNow.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ago } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { ThreadView } from '#/server/domain/talkViews.ts';
import { Comment } from './Comment.tsx';
import { CommentField } from './CommentField.tsx';

/** A thread with its replies, and the way to answer or to resolve it. */
export function Thread({ slug, thread }: { slug: string; thread: ThreadView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow();
  const [replying, setReplying] = useState(false);
  const refresh = () => queries.invalidateQueries(trpc.talk.pathFilter());
  const add = useMutation(trpc.talk.add.mutationOptions({ onSuccess: refresh }));
  const resolve = useMutation(trpc.talk.resolve.mutationOptions({ onSuccess: refresh }));
  const { resolved } = thread;
  return (
    <article className={resolved ? 'thread is-resolved' : 'thread'} aria-label={`Thread of ${thread.comments[0]?.by}`}>
      {thread.comments.map((c) => (
        <Comment key={c.id} comment={c} now={now} />
      ))}
      <ErrorNotice error={add.error ?? resolve.error} />
      {replying ? (
        <CommentField
          label="Reply"
          placeholder="Reply, @ names somebody"
          busy={add.isPending}
          focused
          onClose={() => setReplying(false)}
          onSend={async (text) => {
            await add.mutateAsync({ slug, sampleId: thread.sampleId, threadId: thread.id, text });
            setReplying(false);
          }}
        />
      ) : (
        <div className="thread-foot">
          <Button small onClick={() => setReplying(true)}>
            Reply
          </Button>
          <Button
            small
            disabled={resolve.isPending}
            onClick={() => resolve.mutate({ threadId: thread.id, resolved: resolved === null })}
          >
            {resolved ? 'Open again' : 'Resolve'}
          </Button>
          {resolved ? (
            <span className="small quiet">
              resolved by {resolved.by}, {ago(resolved.at, now)}
            </span>
          ) : null}
        </div>
      )}
    </article>
  );
}
