'use client';

import { useEffect, useRef, useState } from 'react';

/** By so much two sources of one figure differ while a decision is on its way. */
const slight = 3;

/**
 * A figure that is put together from sources which hear of the same thing one after the other. A slight change is shown once it
 * has outlived `milliseconds`, a large one at once.
 */
export function useSteady(value: number | null, milliseconds = 3_000): number | null {
  const [steady, setSteady] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  const differs = value !== steady;
  const atOnce = value === null || steady === null || Math.abs(value - steady) > slight;
  useEffect(() => {
    if (!differs) return;
    const timer = setTimeout(() => setSteady(latest.current), atOnce ? 0 : milliseconds);
    return () => clearTimeout(timer);
  }, [differs, atOnce, milliseconds]);
  return atOnce ? value : steady;
}
