'use client';

import { useState } from 'react';
import type { MarginPanel } from './MarginPanels.tsx';

/** What is open in the margin. Definitions and the day stay from sample to sample; what is about one sample ends with it. */
export function useMarginPanels(sampleId: string) {
  const [staying, setStaying] = useState<ReadonlySet<MarginPanel>>(new Set());
  const [about, setAbout] = useState<{ panel: MarginPanel; sampleId: string } | null>(null);
  const open = new Set(staying);
  if (about?.sampleId === sampleId) open.add(about.panel);
  function toggle(panel: MarginPanel) {
    if (panel === 'talk' || panel === 'pin') return setAbout(open.has(panel) ? null : { panel, sampleId });
    const next = new Set(staying);
    if (!next.delete(panel)) next.add(panel);
    setStaying(next);
  }
  return { open, toggle, closeAbout: () => setAbout(null) };
}
