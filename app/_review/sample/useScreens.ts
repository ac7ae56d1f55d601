'use client';

import { type RefObject, useEffect, useState } from 'react';
import { screensOf } from './screens.ts';

/** Which screen of a scrolling sample is in sight; starts anew, at the top, with every sample. */
export function useScreens(area: RefObject<HTMLElement | null>, sampleId: string) {
  const [screens, setScreens] = useState({ at: 1, of: 1 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sample in the same place is another measure
  useEffect(() => {
    const el = area.current;
    if (!el) return;
    el.scrollTop = 0;
    const measure = () => {
      const next = screensOf({ top: el.scrollTop, visible: el.clientHeight, whole: el.scrollHeight });
      setScreens((old) => (old.at === next.at && old.of === next.of ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(el);
    el.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      el.removeEventListener('scroll', measure);
    };
  }, [area, sampleId]);
  return screens;
}
