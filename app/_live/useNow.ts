'use client';

import { useSyncExternalStore } from 'react';

const EVERY_MS = 15_000;
let now = 0;

function subscribe(changed: () => void) {
  const tick = () => {
    now = Date.now();
    changed();
  };
  tick();
  const timer = setInterval(tick, EVERY_MS);
  return () => clearInterval(timer);
}

/** The present in ms, refreshed four times a minute; 0 on the server, where "4 min ago" has no meaning. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => 0,
  );
}
