'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { GridTile } from '#/server/domain/gridViews.ts';
import { moved, range } from './move.ts';

/** Which tile the keys act on, and which are chosen besides. One tile of a page takes the focus by Tab. */
export function useCursor(tiles: readonly GridTile[], area: RefObject<HTMLElement | null>, page: number) {
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const anchor = useRef(0);
  const focus = useCallback(
    (to?: number) => {
      const buttons = area.current?.querySelectorAll<HTMLElement>('.tile');
      buttons?.[to ?? 0]?.focus();
    },
    [area],
  );
  const first = tiles[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its first tile
  useEffect(() => {
    setAt(0);
    setChosen([]);
    anchor.current = 0;
    if (first) focus(0);
  }, [page, first, focus]);
  const here = Math.min(at, Math.max(0, tiles.length - 1));

  function choose(from: number, to: number) {
    setChosen(range(from, to).flatMap((i) => tiles[i]?.id ?? []));
  }
  return {
    at: here,
    /** What a key acts on: the chosen ones, else the tile here. */
    ids: chosen.length ? [...chosen] : tiles[here] ? [tiles[here].id] : [],
    focus: useCallback(() => focus(here), [focus, here]),
    focused: setAt,
    choose: (ids: string[]) => setChosen(ids),
    extend(to: number) {
      choose(anchor.current, to);
      setAt(to);
    },
    move(key: string, extend: boolean): boolean {
      const to = moved(key, here, columnsOf(area.current), tiles.length);
      if (to === null) return false;
      if (extend) choose(anchor.current, to);
      else {
        anchor.current = to;
        setChosen([]);
      }
      setAt(to);
      focus(to);
      return true;
    },
  };
}

/** Tiles in the first row, as the page's width has it. */
function columnsOf(area: HTMLElement | null): number {
  const tiles = area ? [...area.querySelectorAll<HTMLElement>('.tile')] : [];
  const top = tiles[0]?.offsetTop;
  return Math.max(1, tiles.filter((t) => t.offsetTop === top).length);
}
