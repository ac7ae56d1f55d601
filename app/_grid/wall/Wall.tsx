'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { gridKeyHandler } from '../gridKeyHandler.ts';
import type { Marks } from '../marks.ts';
import { moved } from '../move.ts';
import { Flow, type FlowHandle } from './Flow.tsx';
import { openPictures } from './pictures.ts';
import { useLayout } from './useLayout.ts';
import { useRows } from './useRows.ts';
import { WallRow } from './WallRow.tsx';

interface WallProps {
  ids: readonly string[];
  noun: string;
  given: string;
  hotKeys: ReadonlyMap<string, string>;
  /** The same map as long as the classes are the same. */
  colours: ReadonlyMap<string, string>;
  marks: Marks;
  onStrike: (ids: string[], label: string | null) => void;
  onUndo: () => void;
  onFinish: () => void;
  onPages: () => void;
  onLeave: () => void;
}

/** All pictures of a class on one wall, of which only the rows in view exist. The rest stands as long as nobody passes it. */
export function Wall(props: WallProps) {
  const { ids, noun, given, marks, onStrike } = props;
  const wall = useRef<HTMLDivElement>(null);
  const flow = useRef<FlowHandle>(null);
  const { columns, width, height, top } = useLayout(wall);
  const shape = useMemo(() => ({ columns, width, height }), [columns, width, height]);
  const [at, setAt] = useState(0);
  const count = Math.ceil(ids.length / columns);
  const { first, rows } = useRows(wall, { top, height, count, onFlight: (y) => flow.current?.at(y) });
  const pictures = useMemo(() => openPictures(ids, Math.ceil(width * 2)), [ids, width]);
  useEffect(() => () => pictures.close(), [pictures]);
  useEffect(() => pictures.want(first * columns, (first + rows) * columns - 1), [pictures, first, rows, columns]);
  const row = Math.floor(at / columns);
  const drawn = row >= first && row < first + rows;
  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current || !wall.current) return;
    // The rows' elements are given on to others: the focus stays with its picture, or waits for it on the wall.
    const tile = wall.current.querySelector<HTMLElement>(`[data-index="${at}"]`) ?? wall.current;
    if (tile !== document.activeElement) tile.focus({ preventScroll: true });
  });
  const onFocus = useCallback((index: number) => {
    focused.current = true;
    setAt(index);
  }, []);
  // The same function for as long as the wall stands, so that no row is drawn again for its sake.
  const strikes = useRef(onStrike);
  useEffect(() => {
    strikes.current = onStrike;
  });
  const onClick = useCallback((id: string) => strikes.current([id], null), []);
  const nothing = () => undefined;
  const show = (index: number) => {
    const y = top + Math.floor(index / columns) * height;
    const [above, below] = [window.scrollY + 60, window.scrollY + window.innerHeight - 84];
    if (y < above) window.scrollTo(0, y - 60);
    else if (y + height > below) window.scrollTo(0, y + height - window.innerHeight + 84);
  };
  return (
    <div
      ref={wall}
      className="wall"
      role="application"
      aria-roledescription="wall of pictures"
      aria-label={`All labelled ${given}`}
      tabIndex={drawn ? -1 : 0}
      style={{ height: count * height }}
      onBlur={(event) => {
        if (!wall.current?.contains(event.relatedTarget)) focused.current = false;
      }}
      onKeyDown={gridKeyHandler({
        hotKeys: props.hotKeys,
        onLabel: (label) => ids[at] && label !== given && onStrike([ids[at]], label),
        onMove(key) {
          const to = moved(key, at, columns, ids.length);
          if (to === null) return false;
          focused.current = true;
          setAt(to);
          show(to);
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
      <Flow ref={flow} shape={shape} total={ids.length} />
      {Array.from({ length: rows }, (_, slot) => {
        // A row that leaves above hands its elements to the one that comes below.
        const r = first + ((((slot - first) % rows) + rows) % rows);
        return (
          <WallRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the slot is what stays
            key={slot}
            ids={ids}
            row={r}
            shape={shape}
            pictures={pictures}
            noun={noun}
            given={given}
            colours={props.colours}
            struck={marks.struck}
            here={row === r ? at : -1}
            onFocus={onFocus}
            onStrike={onClick}
          />
        );
      })}
    </div>
  );
}
