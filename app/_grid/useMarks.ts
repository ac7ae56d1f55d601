'use client';

import { useEffect, useRef, useState } from 'react';
import { type History, type Marks, noMarks, pass, strike, undo } from './marks.ts';

/** Marks of one grid, kept in this tab: a reload loses none. */
export function useMarks(place: string) {
  const [history, setHistory] = useState<History>({ now: noMarks, before: [] });
  const [restored, setRestored] = useState<ReadonlySet<string>>(new Set());
  const loaded = useRef(false);
  useEffect(() => {
    const now = read(place);
    setHistory({ now, before: [] });
    setRestored(new Set(now.passed));
    loaded.current = true;
  }, [place]);
  useEffect(() => {
    if (loaded.current) write(place, history.now);
  }, [place, history]);
  return {
    marks: history.now,
    /** Samples gone past before this page was opened. */
    restored,
    canUndo: history.before.length > 0,
    strike: (ids: string[], label: string | null) => setHistory((h) => strike(h, ids, label)),
    pass: (ids: string[]) => setHistory((h) => pass(h, ids)),
    undo: () => setHistory(undo),
    clear: () => setHistory({ now: noMarks, before: [] }),
  };
}

const key = (place: string) => `errata:grid:${place}`;

function read(place: string): Marks {
  try {
    const stored = JSON.parse(window.sessionStorage.getItem(key(place)) ?? 'null') as {
      struck: [string, string | null][];
      passed: string[];
    } | null;
    return stored ? { struck: new Map(stored.struck), passed: stored.passed } : noMarks;
  } catch {
    return noMarks;
  }
}

function write(place: string, { struck, passed }: Marks): void {
  try {
    window.sessionStorage.setItem(key(place), JSON.stringify({ struck: [...struck], passed }));
  } catch {
    // Without storage the marks hold until the page is left.
  }
}
