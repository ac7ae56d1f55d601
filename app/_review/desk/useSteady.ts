'use client';

import { useEffect, useRef, useState } from 'react';

/**
 * A figure that is put together from two sources which hear of the same thing a moment apart: what it was, until the new value
 * has outlived `milliseconds`.
 */
export function useSteady(value: number | null, milliseconds = 700): number | null {
  const [steady, setSteady] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  const differs = value !== steady;
  const first = steady === null;
  useEffect(() => {
    if (!differs) return;
    const timer = setTimeout(() => setSteady(latest.current), first ? 0 : milliseconds);
    return () => clearTimeout(timer);
  }, [differs, first, milliseconds]);
  return first ? value : steady;
}
