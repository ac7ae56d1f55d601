'use client';

import { type KeyboardEvent, useState } from 'react';
import { Button } from '#/app/_ui/Button.tsx';

interface NoteFieldProps {
  note: string;
  onNote: (note: string) => void;
  onClose: () => void;
}

/** A note that goes with the decision on this sample. Enter keeps it, Escape does not. */
export function NoteField({ note, onNote, onClose }: NoteFieldProps) {
  const [text, setText] = useState(note);
  function onKey(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && !event.shiftKey) onNote(text.trim());
    else return;
    event.preventDefault();
  }
  return (
    <section className="over note" aria-label="Note on this sample">
      <textarea
        className="input"
        // biome-ignore lint/a11y/noAutofocus: opened by a key in order to write
        autoFocus
        aria-label="Note"
        placeholder="Goes with your decision on this sample"
        dir="auto"
        rows={2}
        maxLength={4000}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={onKey}
      />
      <Button small kbd="Enter" onClick={() => onNote(text.trim())}>
        Keep the note
      </Button>
      <Button small kbd="Esc" onClick={onClose}>
        Back
      </Button>
    </section>
  );
}
