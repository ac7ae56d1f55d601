'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';

export interface PaintClock {
  /** When the current sample was painted, on the clock of `performance.now()`; null until it is. */
  paintedAt: RefObject<number | null>;
  /** Call with the time of the key press that brings the next sample. */
  pressed(at: number): void;
}

/**
 * Knows when a sample is on the screen, and measures `errata:key-to-paint` from the press that brought it. The second
 * animation frame after the commit begins once the first has been painted.
 */
export function usePaintClock(sampleId: string | null): PaintClock {
  const paintedAt = useRef<number | null>(null);
  const pressedAt = useRef<number | null>(null);

  useLayoutEffect(() => {
    paintedAt.current = null;
    if (sampleId === null) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        paintedAt.current = performance.now();
        if (pressedAt.current === null) return;
        performance.mark('errata:key', { startTime: pressedAt.current });
        performance.mark('errata:painted', { startTime: paintedAt.current, detail: sampleId });
        performance.measure('errata:key-to-paint', 'errata:key', 'errata:painted');
        pressedAt.current = null;
        for (const name of ['errata:key', 'errata:painted']) performance.clearMarks(name);
        performance.clearMeasures('errata:key-to-paint');
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [sampleId]);

  return {
    paintedAt,
    pressed: (at) => {
      pressedAt.current = at;
    },
  };
}
