'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { filesOf } from '#/app/_import/droppedFiles.ts';
import type { PickedFile } from '#/app/_import/pickedFile.ts';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere on the page: one that misses the zone would else replace the page. Returns whether some hover. */
export function useDrop(take: (files: PickedFile[]) => void): boolean {
  const [over, setOver] = useState(false);
  const taken = useEffectEvent(take);

  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Moving on to a child leaves the parent too; only leaving the window has nowhere to go.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void filesOf(event.dataTransfer).then(taken);
    };
    window.addEventListener('dragover', hover);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', hover);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return over;
}
