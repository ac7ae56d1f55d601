'use client';

import { useEffect, useRef, useState } from 'react';

/**
 * A figure that is put together from sources which hear of the same thing one after the other: what it was, until the new value
 * has outlived `milliseconds`, or `of` is another thing altogether.
 */
export function useSteady(value: number | null, of: number | null, milliseconds = 3_000): number | null {
  const [steady, setSteady] = useState({ value, of });
  const latest = useRef({ value, of });
  useEffect(() => {
    latest.current = { value, of };
  });
  const stale = steady.value === null || steady.of !== of;
  const differs = stale || steady.value !== value;
  useEffect(() => {
    if (!differs) return;
    const timer = setTimeout(() => setSteady(latest.current), stale ? 0 : milliseconds);
    return () => clearTimeout(timer);
  }, [differs, stale, milliseconds]);
  return stale ? value : steady.value;
}
