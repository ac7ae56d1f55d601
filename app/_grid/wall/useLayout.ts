'use client';

import { type RefObject, useEffect, useState } from 'react';

/** Width that a picture is given at least, with its gap; and the height of the rest of a tile. */
const least = 104;
const caption = 26;

/** How many pictures fit side by side, how large a tile is, and where the wall begins on the page. */
export function useLayout(wall: RefObject<HTMLElement | null>) {
  const [layout, setLayout] = useState({ columns: 10, width: least, height: least + caption, top: 0 });
  useEffect(() => {
    const element = wall.current;
    if (!element) return;
    const measure = () => {
      const columns = Math.max(3, Math.floor(element.clientWidth / least));
      const width = element.clientWidth / columns;
      const top = element.getBoundingClientRect().top + window.scrollY;
      setLayout({ columns, width, height: Math.round(width) + caption, top });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [wall]);
  return layout;
}
