'use client';

import { type RefObject, useEffect } from 'react';

/** What keeps the focus once it was clicked: links, choices, fields, menus. */
const keeps = 'a, select, input, textarea, dialog, [popovertarget], [popover]';

/** A click into the bar, on its ground or on the theme, takes no key away: the focus goes back to the sheet. */
export function useMouseBack(sheet: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const back = ({ pointerType, target }: PointerEvent) => {
      if (pointerType !== 'mouse' || !(target instanceof HTMLElement)) return;
      if (target.closest('.bar') && !target.closest(keeps)) sheet.current?.focus({ preventScroll: true });
    };
    document.addEventListener('pointerup', back);
    return () => document.removeEventListener('pointerup', back);
  }, [sheet]);
}
