'use client';

import { useQuery } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { Content } from '#/app/_samples/Content.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import type { GridTile } from '#/server/domain/gridViews.ts';

interface CloserProps {
  dialog: RefObject<HTMLDialogElement | null>;
  slug: string;
  queueId: string | undefined;
  tile: GridTile;
  onClosed: () => void;
}

/** One sample of the grid, whole. */
export function Closer({ dialog, slug, queueId, tile, onClosed }: CloserProps) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const whole = useQuery(trpc.grid.sample.queryOptions({ slug, queueId, id: tile.id }, { enabled: open }));
  return (
    <dialog
      ref={dialog}
      className="sheet-dialog closer"
      aria-label="One sample, whole"
      onToggle={(e) => setOpen(e.currentTarget.open)}
      onClose={onClosed}
      onKeyDown={(e) => {
        if (e.key !== ' ' || (e.target as HTMLElement).closest('summary, button')) return;
        e.preventDefault();
        dialog.current?.close();
      }}
    >
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 className="mono">{tile.externalId}</h2>
        <Button small kbd="Esc" onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </div>
      {open ? <Content content={whole.data ?? tile.content} /> : null}
    </dialog>
  );
}
