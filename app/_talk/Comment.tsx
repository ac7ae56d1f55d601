'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ago } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { CommentView } from '#/server/domain/talkViews.ts';
import { CommentField } from './CommentField.tsx';
import { splitMentions } from './mentionAt.ts';

/** One comment of a thread. Its author may change it, its author and leads may delete it; both leave their mark. */
export function Comment({ comment: c, now }: { comment: CommentView; now: number }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [mode, setMode] = useState<'read' | 'edit' | 'delete'>('read');
  const foot = useRef<HTMLDivElement>(null);
  const began = useRef(false);
  // The focus stays with the comment when its buttons give way to others and come back.
  useEffect(() => {
    if (began.current && mode !== 'edit') foot.current?.querySelector('button')?.focus();
    began.current = true;
  }, [mode]);
  const refresh = () => queries.invalidateQueries(trpc.talk.pathFilter());
  const edit = useMutation(trpc.talk.edit.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(trpc.talk.remove.mutationOptions({ onSuccess: refresh }));
  if (c.deleted)
    return (
      <div className="comment">
        <p className="small quiet">
          {c.deleted === 'author' ? (
            <>
              <span dir="auto">{c.by}</span> deleted this comment.
            </>
          ) : (
            <>
              A lead deleted a comment of <span dir="auto">{c.by}</span>.
            </>
          )}
        </p>
      </div>
    );
  if (mode === 'edit')
    return (
      <div className="comment">
        <CommentField
          label="Your comment, in other words"
          placeholder=""
          first={c.text}
          send="Save"
          busy={edit.isPending}
          focused
          onClose={() => setMode('read')}
          onSend={async (text) => {
            await edit.mutateAsync({ commentId: c.id, text });
            setMode('read');
          }}
        />
        <ErrorNotice error={edit.error} />
      </div>
    );
  return (
    <div className="comment">
      <p className="small">
        <b dir="auto">{c.by}</b>{' '}
        <span className="quiet">
          {ago(c.at, now)}
          {c.edited ? `, edited ${ago(c.edited, now)}` : ''}
        </span>
      </p>
      <p className="comment-text" dir="auto">
        {splitMentions(c.text, c.mentions).map((part, k) =>
          part.named ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no identity but their place
            <b key={k}>{part.text}</b>
          ) : (
            part.text
          ),
        )}
      </p>
      <div ref={foot} className="comment-foot">
        {mode === 'delete' ? (
          <>
            <Button small disabled={remove.isPending} onClick={() => remove.mutate({ commentId: c.id })}>
              Delete for good
            </Button>
            <Button small onClick={() => setMode('read')}>
              Keep it
            </Button>
          </>
        ) : (
          <>
            {c.mayEdit ? (
              <button type="button" className="link small min-h-6" onClick={() => setMode('edit')}>
                Edit
              </button>
            ) : null}
            {c.mayDelete ? (
              <button type="button" className="link small min-h-6" onClick={() => setMode('delete')}>
                Delete
              </button>
            ) : null}
          </>
        )}
      </div>
      <ErrorNotice error={remove.error} />
    </div>
  );
}
