'use client';

import { useEffect, useRef } from 'react';
import { keyPlace } from './keyPlace.ts';
import { pageKeysOn } from './pageKeys.ts';

/** Is the person writing, so that a letter is a letter? */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], dialog') !== null;

/**
 * Single keys of a page, by `event.key` in lower case. Silent while writing, with a modifier held, on repeats, under an
 * open dialog, and when the reader has switched them off.
 */
export function useShortcuts(keys: Record<string, (() => void) | undefined>) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isWriting(event.target) || document.querySelector('dialog[open]')) return;
      if (!pageKeysOn()) return;
      const act = latest.current[event.key.toLowerCase()] ?? latest.current[keyPlace(event) ?? ''];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
