'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { completeMention, mentionQuery, namesFor } from './mentionAt.ts';

interface CommentFieldProps {
  label: string;
  placeholder: string;
  busy: boolean;
  /** What stands in it first. */
  first?: string;
  /** What its button is called. */
  send?: string;
  /** Takes the focus when it appears. */
  focused?: boolean;
  /** Resolves once it is stored; the field empties then. */
  onSend: (text: string) => Promise<unknown>;
  onClose?: () => void;
}

/** A field for a comment. An @ offers the names of people; Ctrl+Enter sends. */
export function CommentField({
  label,
  placeholder,
  busy,
  first = '',
  send: sends = 'Send',
  focused,
  onSend,
  onClose,
}: CommentFieldProps) {
  const trpc = useTRPC();
  const names = useQuery(trpc.talk.people.queryOptions(undefined, { staleTime: 300_000 }));
  const [text, setText] = useState(first);
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  /** Where the caret has to stand once the text with the name is in the field: before the next letter comes. */
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    area.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  const query = mentionQuery(text, caret);
  const offered = query === null ? [] : namesFor(query, names.data ?? []);
  const active = Math.min(at, offered.length - 1);

  function take(name: string) {
    const next = completeMention(text, caret, name);
    setText(next.text);
    setCaret(next.caret);
    setAt(0);
    wanted.current = next.caret;
    area.current?.focus();
  }

  async function send() {
    const said = text.trim();
    if (said === '' || busy) return;
    await onSend(said);
    setText('');
    setCaret(0);
  }

  function onKey(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const chosen = offered[active];
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send().catch(() => {});
    else if (chosen !== undefined && (event.key === 'Enter' || event.key === 'Tab')) take(chosen);
    else if (offered.length > 0 && event.key === 'ArrowDown') setAt((active + 1) % offered.length);
    else if (offered.length > 0 && event.key === 'ArrowUp') setAt((active + offered.length - 1) % offered.length);
    else if (event.key === 'Escape' && offered.length > 0) setCaret(0);
    else if (event.key === 'Escape' && onClose) onClose();
    else return;
    event.preventDefault();
  }

  return (
    <form
      className="comment-field"
      onSubmit={(e) => {
        e.preventDefault();
        void send().catch(() => {});
      }}
    >
      <textarea
        ref={area}
        // biome-ignore lint/a11y/noAutofocus: opened by a key or a button in order to write
        autoFocus={focused}
        className="input"
        aria-label={label}
        placeholder={placeholder}
        dir="auto"
        rows={2}
        maxLength={4000}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setCaret(e.target.selectionStart);
          setAt(0);
        }}
        onSelect={(e) => setCaret(e.currentTarget.selectionStart)}
        onKeyDown={onKey}
      />
      <div className="offers" hidden={offered.length === 0}>
        {offered.map((name, k) => (
          <button
            key={name}
            type="button"
            tabIndex={-1}
            data-active={k === active || undefined}
            dir="auto"
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => take(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <p className="vh" role="status">
        {offered[active] === undefined
          ? ''
          : `${offered[active]}, ${active + 1} of ${offered.length}. Enter names them, arrows choose.`}
      </p>
      <div className="flex gap-2">
        <Button type="submit" small disabled={busy || text.trim() === ''} aria-keyshortcuts="Control+Enter">
          {sends}
        </Button>
        {onClose ? (
          <Button small onClick={onClose} aria-keyshortcuts="Escape">
            Close
          </Button>
        ) : null}
      </div>
    </form>
  );
}
