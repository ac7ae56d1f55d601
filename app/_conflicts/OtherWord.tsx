'use client';

import { useState } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import type { ClassView } from '#/server/domain/views.ts';

interface OtherWordProps {
  classes: readonly ClassView[];
  busy: boolean;
  onLabel: (label: string) => void;
  onNone: () => void;
}

/** A word that no side has said: another label, or none. */
export function OtherWord({ classes, busy, onLabel, onNone }: OtherWordProps) {
  const [label, setLabel] = useState('');
  return (
    <div className="flex flex-wrap items-end gap-3">
      <label className="field">
        <span>Another label</span>
        <select className="input" value={label} onChange={(e) => setLabel(e.target.value)}>
          <option value="">choose</option>
          {classes.map((c) => (
            <option key={c.index}>{c.name}</option>
          ))}
        </select>
      </label>
      <Button disabled={busy || label === ''} onClick={() => onLabel(label)}>
        Decide it
      </Button>
      <Button kbd="N" disabled={busy} onClick={onNone}>
        None of these
      </Button>
    </div>
  );
}
