'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { type Direction, heatRows, hottest, nextCell } from '#/app/_plots/heat.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ProofMark } from '#/app/_ui/ProofMark.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { DatasetView, StatsView } from '#/server/domain/views.ts';

interface MatrixProps {
  dataset: DatasetView;
  matrix: StatsView['matrix'];
  /** May this person make a queue of a cell? */
  opens: boolean;
}

/** Given labels by row, suggested by column; a cell opens as a queue. One tab stop, arrows inside. */
export function Matrix({ dataset, matrix, opens }: MatrixProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const rows = heatRows(matrix);
  const colours = new Map(dataset.classes.map((c) => [c.name, c.colour]));
  const colourOf = (name: string | undefined) => (name === undefined ? null : colours.get(name));
  const [at, setAt] = useState<[number, number] | null>(null);
  const [row, column] = at && rows[at[0]]?.[at[1]] ? at : (hottest(rows) ?? [0, 0]);
  const cell = rows[row]?.[column] ?? null;
  const table = useRef<HTMLTableElement>(null);
  const create = useMutation(
    trpc.queues.create.mutationOptions({ onSuccess: (queue) => router.push(paths.review(dataset.slug, queue.id)) }),
  );
  const open = () => {
    if (cell && opens && !create.isPending)
      create.mutate({ slug: dataset.slug, filter: { given: cell.given, suggested: cell.suggested } });
  };
  function onKeyDown(e: KeyboardEvent) {
    if (!e.key.startsWith('Arrow')) return;
    e.preventDefault();
    const next = nextCell(rows, [row, column], e.key as Direction);
    if (!next) return;
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next[0]},${next[1]}"]`)?.focus();
  }
  if (!cell) return <p className="lede">No unreviewed label is more likely wrong than right.</p>;
  return (
    <>
      <ScrollX label="Suspected errors">
        <table
          className={matrix.classes.every((c) => c.length <= 3) ? 'matrix is-short' : 'matrix'}
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are a grid of controls
          role="grid"
          onKeyDown={onKeyDown}
          aria-label="Suspected errors, given label by row, suggested label by column"
        >
          <thead>
            <tr>
              <th className="ax">given ↓ &nbsp;suggested →</th>
              {matrix.classes.map((c) => (
                <th key={c} scope="col" title={c}>
                  <span>
                    <Swatch colour={colourOf(c)} />
                    {c}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, r) => (
              <tr key={matrix.classes[r]}>
                <th scope="row" title={matrix.classes[r]}>
                  <Swatch colour={colourOf(matrix.classes[r])} />
                  {matrix.classes[r]}
                </th>
                {cells.map((c, k) => (
                  <td key={matrix.classes[k]}>
                    {c ? (
                      <button
                        type="button"
                        data-cell={`${r},${k}`}
                        tabIndex={r === row && k === column ? 0 : -1}
                        aria-current={r === row && k === column}
                        aria-label={`given ${c.given}, suggested ${c.suggested}: ${c.count}`}
                        style={{ '--s': c.wash } as CSSProperties}
                        onFocus={() => setAt([r, k])}
                        onClick={() => (r === row && k === column ? open() : setAt([r, k]))}
                        onDoubleClick={open}
                      >
                        {c.count}
                      </button>
                    ) : (
                      <span className={r === k ? 'z d' : 'z'}>
                        <span className="vh">{r === k ? 'same label' : 'none'}</span>
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      <div className="readout">
        <p>
          <ProofMark state="query" given={cell.given} label={cell.suggested} />
          <br />
          {counted(cell.count, dataset.noun.one, dataset.noun.many)}, not yet reviewed.
          {matrix.folded > 0 ? ` ${counted(matrix.folded, 'quieter label is', 'quieter labels are')} folded away.` : ''}
        </p>
        {opens ? (
          <Button small kbd="Enter" onClick={open} disabled={create.isPending}>
            Open as a queue
          </Button>
        ) : null}
      </div>
      <ErrorNotice error={create.error} />
    </>
  );
}
