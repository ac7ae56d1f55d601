'use client';

import { type KeyboardEvent, useState } from 'react';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { ClassView } from '#/server/domain/views.ts';
import { findLabels } from './findLabels.ts';

interface FindLabelProps {
  classes: readonly ClassView[];
  onChoose: (label: string) => void;
  onClose: () => void;
}

const most = 8;

/** Two letters and Enter choose any label. Arrows move, Escape closes. */
export function FindLabel({ classes, onChoose, onClose }: FindLabelProps) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = findLabels(
    classes.map((c) => c.name),
    typed,
  );
  const shown = found.slice(0, most);
  const active = Math.min(at, shown.length - 1);

  function onKey(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) setAt(Math.max(0, Math.min(shown.length - 1, active + moves[event.key])));
    else if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && !event.repeat && shown[active] !== undefined) onChoose(shown[active]);
    else return;
    event.preventDefault();
  }

  return (
    <section className="over" aria-label="Find a label">
      <input
        className="input"
        // biome-ignore lint/a11y/noAutofocus: opened by a key in order to type
        autoFocus
        role="combobox"
        aria-label="Label"
        aria-expanded="true"
        aria-controls="found-labels"
        aria-activedescendant={shown.length > 0 ? `found-${active}` : undefined}
        placeholder="Two letters of the label, then Enter"
        value={typed}
        onChange={(e) => {
          setTyped(e.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div className="found" id="found-labels" role="listbox" aria-label="Labels found">
        {shown.map((label, k) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above takes the keys
          <div
            key={label}
            id={`found-${k}`}
            role="option"
            aria-selected={k === active}
            tabIndex={-1}
            dir="auto"
            onClick={() => onChoose(label)}
          >
            <Swatch colour={classes.find((c) => c.name === label)?.colour} />
            {label}
          </div>
        ))}
      </div>
      <p className="small quiet" role="status">
        {found.length === 0
          ? 'No label holds these letters.'
          : found.length > most
            ? `and ${found.length - most} more`
            : ''}
      </p>
    </section>
  );
}
