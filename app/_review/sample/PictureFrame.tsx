'use client';

import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import type { ContentView } from '#/server/domain/views.ts';
import { type PictureView, pan, zoomAt } from './view.ts';

interface PictureFrameProps {
  content: Extract<ContentView, { kind: 'image' }>;
  view: PictureView;
  onView: (view: PictureView) => void;
  inverted: boolean;
  onInvert: () => void;
  caps: { zoomIn: string; invert: string };
}

/** The picture, fitted to its frame; the wheel zooms, dragging pans. Small pictures are enlarged smoothly. */
export function PictureFrame({ content, view, onView, inverted, onInvert, caps }: PictureFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [side, setSide] = useState({ width: 0, height: 0 });
  const [broken, setBroken] = useState<string | null>(null);
  const latest = useRef({ view, onView });
  useEffect(() => {
    latest.current = { view, onView };
  });

  useEffect(() => {
    const el = frame.current;
    if (!el) return;
    const observer = new ResizeObserver(() => setSide({ width: el.clientWidth, height: el.clientHeight }));
    observer.observe(el);
    // React listens to the wheel passively, and the page would scroll along.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = el.getBoundingClientRect();
      const x = event.clientX - box.left - box.width / 2;
      const y = event.clientY - box.top - box.height / 2;
      latest.current.onView(zoomAt(latest.current.view, Math.exp(-event.deltaY / 400), x, y));
    };
    el.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      el.removeEventListener('wheel', wheel);
    };
  }, []);

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 1) onView(pan(view, event.movementX, event.movementY, side.width / 2));
  };
  const { width, height, url } = content;
  const fit = Math.min(side.width / width, side.height / height) * view.scale;
  return (
    <figure className="picture">
      <div
        ref={frame}
        className={view.scale > 1 ? 'frame is-zoomed' : 'frame'}
        onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
        onPointerMove={drag}
      >
        {broken === url ? (
          <p>This picture cannot be shown. Exclude it as broken if it should be.</p>
        ) : (
          // biome-ignore lint/performance/noImgElement: decoded ahead by us; the optimiser would re-encode what is judged
          <img
            src={url}
            width={width}
            height={height}
            alt={`The sample, ${width} by ${height} pixels`}
            decoding="sync"
            draggable={false}
            onError={() => setBroken(url)}
            style={{
              transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
              filter: inverted ? 'invert(1)' : undefined,
            }}
          />
        )}
      </div>
      <figcaption>
        <span>
          {width} × {height}
          {fit > 0 ? `, shown at ${timesShown(fit)}` : ''}
        </span>
        <button type="button" onClick={() => onView(zoomAt(view, 1.5))} aria-keyshortcuts={caps.zoomIn}>
          <Kbd>{caps.zoomIn}</Kbd> zoom
        </button>
        <button type="button" onClick={onInvert} aria-pressed={inverted} aria-keyshortcuts={caps.invert}>
          <Kbd>{caps.invert}</Kbd> invert
        </button>
      </figcaption>
    </figure>
  );
}

const timesShown = (fit: number) =>
  fit >= 1 ? `${fit >= 9.95 ? Math.round(fit) : fit.toFixed(1)}×` : `${Math.round(fit * 100)}%`;
