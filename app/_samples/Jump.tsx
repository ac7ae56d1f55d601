'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';

/** Goes to a sample by its id or row. */
export function Jump({ input, onFound }: { input: RefObject<HTMLInputElement | null>; onFound: (id: string) => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const [missing, setMissing] = useState('');
  async function go(idOrRow: string) {
    const found = await queries
      .fetchQuery(trpc.samples.find.queryOptions({ slug: dataset.slug, idOrRow }))
      .catch(() => null);
    setMissing(found ? '' : `No ${dataset.noun.one} has the id or row ${idOrRow}.`);
    if (found) onFound(found.id);
  }
  return (
    <form
      className="jump"
      onSubmit={(e) => {
        e.preventDefault();
        const text = input.current?.value.trim();
        if (text) void go(text);
      }}
    >
      {missing ? <span className="small">{missing}</span> : null}
      <LiveRegion message={missing} />
      <label className="find">
        <input ref={input} placeholder="Id or row" aria-label="Jump to an id or row" maxLength={500} />
        <Kbd>I</Kbd>
      </label>
      <Button small type="submit">
        Jump
      </Button>
    </form>
  );
}
