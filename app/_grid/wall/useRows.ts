'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { flightOf } from './flight.ts';

/** Rows drawn above and below the ones in view. */
const spare = 3;
/** Milliseconds without a step after which a scroll has ended. */
const settled = 90;

interface Place {
  /** Where the wall begins on the page, in pixels. */
  top: number;
  /** Of a row. */
  height: number;
  count: number;
  /** Told of every step while the rows fly past, with the first row in view; null when they stand again. */
  onFlight: (y: number | null) => void;
}

/** The rows to draw: the ones in view and a few more; while they fly past, the ones that stood there before. */
export function useRows(wall: RefObject<HTMLElement | null>, place: Place): { first: number; rows: number } {
  const { top, height, count } = place;
  const [first, setFirst] = useState(0);
  const [view, setView] = useState(720);
  const told = useRef(place.onFlight);
  told.current = place.onFlight;
  const rows = Math.min(count, Math.ceil(view / height) + 1 + 2 * spare);
  useEffect(() => {
    if (!wall.current) return;
    const flies = flightOf();
    let timer = 0;
    const stand = () => {
      told.current(null);
      setView(window.innerHeight);
      const at = Math.floor((window.scrollY - top) / height) - spare;
      setFirst(Math.max(0, Math.min(at, count - rows)));
    };
    const step = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(stand, settled);
      const y = window.scrollY;
      if (flies({ y, at: performance.now() }, window.innerHeight)) told.current(y - top);
      else stand();
    };
    stand();
    window.addEventListener('scroll', step, { passive: true });
    window.addEventListener('resize', stand);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('scroll', step);
      window.removeEventListener('resize', stand);
    };
  }, [wall, top, height, count, rows]);
  return { first, rows };
}
