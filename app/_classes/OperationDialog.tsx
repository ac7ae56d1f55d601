'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { ClassDetail, ClassesView } from '#/server/domain/classViews.ts';
import { draftFor, kindNames, kindsFor, operationOf } from './draft.ts';
import { OperationFields } from './OperationFields.tsx';
import { Touches } from './Touches.tsx';

interface OperationDialogProps {
  slug: string;
  /** Null: a new class. */
  of: ClassDetail | null;
  classes: readonly ClassDetail[];
  onDone: (view: ClassesView) => void;
  onClosed: () => void;
}

/** One operation: what it is, what it would touch, and the button that does it. */
export function OperationDialog({ slug, of, classes, onDone, onClosed }: OperationDialogProps) {
  const trpc = useTRPC();
  const dialog = useRef<HTMLDialogElement>(null);
  const [draft, setDraft] = useState(() => draftFor(of));
  useEffect(() => dialog.current?.showModal(), []);
  const operation = useDeferredValue(operationOf(draft, of));
  const preview = useQuery(
    trpc.classes.preview.queryOptions(
      { slug, operation: operation ?? { kind: 'add', name: ' ' } },
      { enabled: operation !== null, retry: false },
    ),
  );
  const operate = useMutation(
    trpc.classes.operate.mutationOptions({
      onSuccess(view) {
        onDone(view);
        dialog.current?.close();
      },
    }),
  );
  const kinds = kindsFor(of);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (operation && !operate.isPending) operate.mutate({ slug, operation });
  }
  return (
    <dialog
      ref={dialog}
      className="sheet-dialog"
      aria-label={of ? `Change ${of.name}` : 'Add a class'}
      onClose={onClosed}
    >
      <form className="class-form" onSubmit={submit}>
        <h2>
          {of ? (
            <>
              Change <span className="mono">{of.name}</span>
            </>
          ) : (
            'Add a class'
          )}
        </h2>
        {kinds.length > 1 ? (
          <fieldset className="opts" aria-label="What to do">
            {kinds.map((kind) => (
              <button
                key={kind}
                type="button"
                aria-pressed={draft.kind === kind}
                onClick={() => setDraft({ ...draft, kind })}
              >
                {kindNames[kind]}
              </button>
            ))}
          </fieldset>
        ) : null}
        <OperationFields draft={draft} of={of} classes={classes} onDraft={setDraft} />
        <div aria-live="polite">
          {operation && preview.data ? <Touches preview={preview.data} /> : null}
          <ErrorNotice error={operate.error ?? (operation ? preview.error : null)} />
        </div>
        <div className="form-acts">
          <Button ink type="submit" disabled={!operation || preview.isError || operate.isPending}>
            {kindNames[draft.kind]}
          </Button>
          <Button onClick={() => dialog.current?.close()}>Close</Button>
        </div>
      </form>
    </dialog>
  );
}
