'use client';

import { useSyncExternalStore } from 'react';

const QUERY = '(min-width: 40rem)';

function subscribe(changed: () => void) {
  const query = window.matchMedia(QUERY);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Is there room for a plot at its full width? A smaller one is laid out anew, so that its words stay legible. */
export function useWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => true,
  );
}
