'use client';

import { useRef, useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { Kbd } from './Kbd.tsx';
import { pageKeysOn, switchPageKeys, watchPageKeys } from './pageKeys.ts';
import { useShortcuts } from './useShortcuts.ts';

export interface KeyHelp {
  keys: string[];
  does: string;
}

/** The "?" button of the bar, and the list it opens. */
export function KeysButton({ list }: { list: KeyHelp[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const on = useSyncExternalStore(watchPageKeys, pageKeysOn, () => true);
  const open = () => dialog.current?.showModal();
  useShortcuts({ '?': open });
  return (
    <>
      <button type="button" className="iconbtn keys px-1" onClick={open} aria-keyshortcuts="?">
        <Kbd>?</Kbd> Keys
      </button>
      <dialog ref={dialog} className="sheet-dialog" aria-label="Keys of this page">
        <div className="mb-3 flex items-center justify-between">
          <h2>Keys of this page</h2>
          <Button small kbd="Esc" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        </div>
        <label className="check">
          <input type="checkbox" checked={on} onChange={(e) => switchPageKeys(e.target.checked)} />
          <span>
            Single keys act on pages
            <small>Switched off, every one of them is still a control.</small>
          </span>
        </label>
        <ul className="keylist">
          {list.map((k) => (
            <li key={k.does}>
              <span>
                {k.keys.map((key) => (
                  <Kbd key={key} always>
                    {key}
                  </Kbd>
                ))}
              </span>
              {k.does}
            </li>
          ))}
        </ul>
      </dialog>
    </>
  );
}
