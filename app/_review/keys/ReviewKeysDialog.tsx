'use client';

import { type KeyboardEvent, type RefObject, useState } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { commandNames, defaultKeys, type ReviewCommand, reviewCommands } from './commands.ts';
import { keyCap, keyName } from './pressed.ts';
import { type KeySettings, refusal } from './settings.ts';

interface ReviewKeysDialogProps {
  dialog: RefObject<HTMLDialogElement | null>;
  settings: KeySettings;
  onChange: (settings: KeySettings) => void;
  onClosed: () => void;
}

/** All keys of the review screen. A key is changed by pressing its button, then the new key. */
export function ReviewKeysDialog({ dialog, settings, onChange, onClosed }: ReviewKeysDialogProps) {
  const [changing, setChanging] = useState<ReviewCommand | null>(null);
  const [said, setSaid] = useState('');

  function take(event: KeyboardEvent) {
    if (changing === null || event.key === 'Shift' || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    setChanging(null);
    if (event.key === 'Escape') return setSaid('');
    const key = keyName(event);
    const no = refusal(settings.map, changing, key);
    setSaid(no ?? `${keyCap(key)}: ${commandNames[changing]}.`);
    if (no === null) onChange({ ...settings, map: { ...settings.map, [changing]: key } });
  }

  return (
    <dialog ref={dialog} className="sheet-dialog review-keys" aria-label="Keys" onClose={onClosed}>
      <div className="mb-3 flex items-center justify-between">
        <h2>Keys</h2>
        <Button small kbd="Esc" onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.on}
          onChange={(e) => onChange({ ...settings, on: e.target.checked })}
        />
        <span>
          Single keys act while the sheet has the focus
          <small>Switched off, every command is still a button.</small>
        </span>
      </label>
      <ul className="keylist">
        <li>
          <span>
            <Kbd always>0–9</Kbd>
          </span>
          Choose a label by its digit; digits never move
        </li>
        {reviewCommands.map((command) => (
          <li key={command}>
            <span>
              <button
                type="button"
                aria-label={`Change the key for: ${commandNames[command]}`}
                onClick={() => setChanging(command)}
                onKeyDown={take}
                onBlur={() => setChanging(null)}
              >
                <Kbd always>{changing === command ? 'press…' : keyCap(settings.map[command])}</Kbd>
              </button>
            </span>
            {commandNames[command]}
          </li>
        ))}
      </ul>
      <p className="small quiet" role="status">
        {said || 'Press a key’s button, then the new key.'}
      </p>
      <Button small onClick={() => onChange({ ...settings, map: { ...defaultKeys } })}>
        Back to the usual keys
      </Button>
    </dialog>
  );
}
