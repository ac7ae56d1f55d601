'use client';

import { type CSSProperties, type RefObject, useImperativeHandle, useRef } from 'react';
import { count } from '#/app/_ui/figures.ts';
import type { RowShape } from './paint.ts';

export interface FlowHandle {
  /** Shows where one is, in pixels from the wall's beginning; null hides it. */
  at: (y: number | null) => void;
}

interface FlowProps {
  ref: RefObject<FlowHandle | null>;
  shape: RowShape;
  total: number;
}

/** What is seen while pictures fly past: empty places that move, and how far one is. No element is laid out for it. */
export function Flow({ ref, shape, total }: FlowProps) {
  const flow = useRef<HTMLDivElement>(null);
  const places = useRef<HTMLDivElement>(null);
  const far = useRef<HTMLSpanElement>(null);
  useImperativeHandle(ref, () => ({
    at(y) {
      if (!flow.current || !places.current || !far.current) return;
      flow.current.hidden = y === null;
      if (y === null) return;
      places.current.style.transform = `translateY(${-(Math.max(0, y) % shape.height)}px)`;
      const first = Math.floor(Math.max(0, y) / shape.height) * shape.columns + 1;
      far.current.textContent = `${count(Math.min(first, total))} of ${count(total)}`;
    },
  }));
  const size = { '--tile': `${shape.width}px`, '--row': `${shape.height}px` } as CSSProperties;
  return (
    <div ref={flow} className="wall-flow" style={size} aria-hidden="true" hidden>
      <div ref={places} className="wall-places" />
      <span ref={far} className="wall-far num" />
    </div>
  );
}
