'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { gridKeyHandler } from './gridKeyHandler.ts';
import type { Marks } from './marks.ts';
import { moved } from './move.ts';

/** Width that a picture is given at least, with its gap; and the height of the rest of a tile. */
const least = 104;
const caption = 26;

interface WallProps {
  ids: readonly string[];
  noun: string;
  given: string;
  hotKeys: ReadonlyMap<string, string>;
  marks: Marks;
  onStrike: (ids: string[], label: string | null) => void;
  onUndo: () => void;
  onFinish: () => void;
  onPages: () => void;
  onLeave: () => void;
}

/** All pictures of a class on one wall, of which only the rows in view exist. The rest stands as long as nobody passes it. */
export function Wall(props: WallProps) {
  'use no memo'; // The virtualizer changes in place, which a memoised component would not see.
  const { ids, noun, given, marks, onStrike } = props;
  const wall = useRef<HTMLDivElement>(null);
  const { columns, width, top } = useLayout(wall);
  const [at, setAt] = useState(0);
  const height = Math.round(width) + caption;
  const rows = useWindowVirtualizer({
    count: Math.ceil(ids.length / columns),
    estimateSize: () => height,
    overscan: 4,
    scrollMargin: top,
  });
  const { measure } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are laid out anew
  useEffect(measure, [height, measure]);
  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current) return;
    wall.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
  });
  const nothing = () => undefined;
  return (
    <div
      ref={wall}
      className="wall"
      role="application"
      aria-roledescription="wall of pictures"
      aria-label={`All labelled ${given}`}
      style={{ height: rows.getTotalSize() }}
      onKeyDown={gridKeyHandler({
        hotKeys: props.hotKeys,
        onLabel: (label) => ids[at] && label !== given && onStrike([ids[at]], label),
        onMove(key) {
          const to = moved(key, at, columns, ids.length);
          if (to === null) return false;
          focused.current = true;
          setAt(to);
          rows.scrollToIndex(Math.floor(to / columns), { align: 'auto' });
          return true;
        },
        act: {
          strike: () => ids[at] && onStrike([ids[at]], null),
          undo: props.onUndo,
          finish: props.onFinish,
          wall: props.onPages,
          leave: props.onLeave,
          find: nothing,
          similar: nothing,
          look: nothing,
          why: nothing,
          goOn: nothing,
          back: nothing,
          nothing,
        },
      })}
    >
      {rows.getVirtualItems().map((row) => (
        <div
          key={row.index}
          className="wall-row"
          style={{
            height,
            transform: `translateY(${row.start - top}px)`,
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          }}
        >
          {ids.slice(row.index * columns, (row.index + 1) * columns).map((id, k) => {
            const index = row.index * columns + k;
            const struck = marks.struck.get(id);
            return (
              <button
                key={id}
                type="button"
                className={struck === undefined ? 'tile' : 'tile struck'}
                data-index={index}
                aria-pressed={struck !== undefined}
                tabIndex={index === at ? 0 : -1}
                onFocus={() => {
                  focused.current = true;
                  setAt(index);
                }}
                onClick={() => onStrike([id], null)}
              >
                {/* biome-ignore lint/performance/noImgElement: thumbnails come sized from our own route */}
                <img className="tile-img tile-small" src={`/api/samples/${id}/image?thumb=1`} alt="" decoding="async" />
                <span className="wall-cap">
                  <span className="vh">{`${noun} ${index + 1}: `}</span>
                  {struck === undefined ? given : (struck ?? 'later')}
                </span>
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** How many pictures fit side by side, how wide one is, and where the wall begins. */
function useLayout(wall: RefObject<HTMLElement | null>) {
  const [layout, setLayout] = useState({ columns: 10, width: least, top: 0 });
  useEffect(() => {
    const element = wall.current;
    if (!element) return;
    const measure = () => {
      const columns = Math.max(3, Math.floor(element.clientWidth / least));
      const top = element.getBoundingClientRect().top + window.scrollY;
      setLayout({ columns, width: element.clientWidth / columns, top });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [wall]);
  return layout;
}
