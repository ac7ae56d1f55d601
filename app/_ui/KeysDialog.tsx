'use client';

import { useRef } from 'react';
import { Button } from './Button.tsx';
import { Kbd } from './Kbd.tsx';
import { useShortcuts } from './useShortcuts.ts';

export interface KeyHelp {
  keys: string[];
  does: string;
}

/** The "?" button of the bar, and the list it opens. */
export function KeysButton({ list }: { list: KeyHelp[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
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
