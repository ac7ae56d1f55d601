'use client';

import { useState } from 'react';
import { type PictureView, wholePicture } from '../sample/view.ts';

/** What is open on the desk for one sample. All of it is as new with the next one. */
export interface Desk {
  panel: 'exclude' | 'both' | 'note' | 'find' | null;
  /** The label being looked for is the second of two that fit. */
  forBoth: boolean;
  /** Probabilities were asked for. */
  why: boolean;
  details: boolean;
  note: string;
  view: PictureView;
  /** Why the last key did nothing, in one sentence. */
  said: string;
}

const fresh: Desk = { panel: null, forBoth: false, why: false, details: false, note: '', view: wholePicture, said: '' };

export function useDesk(sampleId: string | null) {
  const [state, setState] = useState({ sampleId, desk: fresh });
  const desk = state.sampleId === sampleId ? state.desk : fresh;
  return { desk, change: (part: Partial<Desk>) => setState({ sampleId, desk: { ...desk, said: '', ...part } }) };
}
