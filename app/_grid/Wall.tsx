'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { gridKeyHandler } from './gridKeyHandler.ts';
import type { Marks } from './marks.ts';
import { moved } from './move.ts';
import { WallRow } from './WallRow.tsx';

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
  const onFocus = useCallback((index: number) => {
    focused.current = true;
    setAt(index);
  }, []);
  // The same function for as long as the wall stands, so that no row is drawn again for its sake.
  const strikes = useRef(onStrike);
  strikes.current = onStrike;
  const onClick = useCallback((id: string) => strikes.current([id], null), []);
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
        <WallRow
          key={row.index}
          ids={ids}
          row={row.index}
          columns={columns}
          height={height}
          at={row.start - top}
          noun={noun}
          given={given}
          struck={marks.struck}
          here={Math.floor(at / columns) === row.index ? at : -1}
          onFocus={onFocus}
          onStrike={onClick}
        />
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
