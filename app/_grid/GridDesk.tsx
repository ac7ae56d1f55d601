'use client';

import { useEffect, useRef, useState } from 'react';
import { FindLabel } from '#/app/_review/labels/FindLabel.tsx';
import { leansToGiven } from '#/app/_review/labels/leaning.ts';
import { count, counted, percent } from '#/app/_ui/figures.ts';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import type { GridView } from '#/server/domain/gridViews.ts';
import { Closer } from './Closer.tsx';
import { coloursOf } from './colours.ts';
import { GridFoot } from './GridFoot.tsx';
import { GridHead } from './GridHead.tsx';
import { gridKeyHandler } from './gridKeyHandler.ts';
import { itemsOf, tallyOf } from './marks.ts';
import { Tile } from './Tile.tsx';
import { useCursor } from './useCursor.ts';
import { useFinish } from './useFinish.ts';
import { useGrid } from './useGrid.ts';
import { useMarks } from './useMarks.ts';

interface GridDeskProps {
  view: GridView;
  given: string;
  queueId: string | undefined;
  user: string;
  /** The wall; only pictures have one. */
  onWall: (() => void) | undefined;
  onLeave: () => void;
}

/** The pages of one class, and what the reader says of them. */
export function GridDesk({ view, given, queueId, user, onWall, onLeave }: GridDeskProps) {
  const { slug, noun, task } = view.dataset;
  const { marks, restored, canUndo, strike, pass, undo, clear } = useMarks(`${user}/${slug}/${queueId ?? ''}/${given}`);
  const grid = useGrid({ slug, given, queueId }, restored);
  const [bound, setBound] = useState(0.1);
  const [finding, setFinding] = useState(false);
  const [why, setWhy] = useState(false);
  const closer = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const cursor = useCursor(grid.tiles, area, grid.number);
  const hand = useFinish({ slug, queueId, bound, onDone: clear });
  const here = grid.tiles[cursor.at];
  const tally = tallyOf(marks);
  const ready = tally.stand + tally.relabelled;

  const finish = (passed = marks.passed) => hand.finish(itemsOf({ ...marks, passed }));
  function goOn() {
    if (!grid.tiles.length) return finish();
    pass(grid.tiles.map((t) => t.id));
    if (grid.last) finish([...marks.passed, ...grid.tiles.map((t) => t.id)]);
    else grid.forward();
  }
  const hotKeys = new Map(view.classes.flatMap((c) => (c.hotKey === null ? [] : [[c.hotKey, c.name] as const])));
  const colours = coloursOf(view.classes);
  const relabel = (label: string) => (label === given ? null : strike(cursor.ids, label));
  const act = {
    strike: () => strike(cursor.ids, null),
    find: () => setFinding(true),
    similar: () => here && cursor.choose([here.id, ...here.near]),
    look: () => closer.current?.showModal(),
    why: () => setWhy((w) => !w),
    undo,
    goOn,
    back: grid.back,
    finish: () => finish(),
    nothing: () => (finding ? setFinding(false) : cursor.choose([])),
    wall: () => onWall?.(),
    leave: onLeave,
  };
  useEffect(() => {
    if (!finding && document.activeElement === document.body) cursor.focus();
  }, [finding, cursor.focus]);

  return (
    <main id="main" className={`grid-page grid-${task}`}>
      <div className="grid-in">
        <GridHead
          view={view}
          given={given}
          shown={grid.tiles.length}
          page={grid.number}
          pages={grid.pages}
          bound={bound}
          onBound={setBound}
          onWall={onWall}
        />
        <LiveRegion message={said({ struck: tally.struck, chosen: cursor.ids.length, page: grid.number })} />
        <ErrorNotice error={grid.error ?? hand.error} />
        {grid.pending ? <Skeleton height={320} /> : null}
        {grid.last && grid.tiles.length === 0 ? (
          <p className="py-8 text-ink-2">
            {ready ? 'That was the last page.' : `Nothing labelled `}
            {ready ? null : <code>{given}</code>}
            {ready ? null : ' waits here.'}
          </p>
        ) : null}
        <div
          ref={area}
          className="tiles"
          role="application"
          aria-roledescription="grid of samples"
          aria-label={`${noun.many} labelled ${given}`}
          onKeyDown={gridKeyHandler({ hotKeys, onLabel: relabel, onMove: cursor.move, act })}
        >
          {grid.tiles.map((tile, i) => (
            <Tile
              key={tile.id}
              tile={tile}
              number={i + 1}
              noun={noun.one}
              given={given}
              colours={colours}
              struck={marks.struck.get(tile.id)}
              here={i === cursor.at}
              selected={cursor.ids.length > 1 && cursor.ids.includes(tile.id)}
              onFocus={() => cursor.focused(i)}
              onClick={(e) => (e.shiftKey ? cursor.extend(i) : strike([tile.id], null))}
            />
          ))}
        </div>
        {finding ? (
          <FindLabel
            classes={view.classes}
            onChoose={(label) => {
              relabel(label);
              setFinding(false);
              cursor.focus();
            }}
            onClose={() => {
              setFinding(false);
              cursor.focus();
            }}
          />
        ) : null}
      </div>
      <GridFoot
        tally={tally}
        chosen={cursor.ids.length}
        why={why && here ? whyOf(here.pGiven, here.suggestion, given) : null}
        canUndo={canUndo}
        busy={hand.busy}
        last={grid.last}
        ready={ready}
        act={act}
      />
      {here ? <Closer dialog={closer} slug={slug} queueId={queueId} tile={here} onClosed={cursor.focus} /> : null}
    </main>
  );
}

const said = ({ struck, chosen, page }: { struck: number; chosen: number; page: number }) =>
  `Page ${page}. ${counted(struck, 'sample', 'samples')} struck${chosen > 1 ? `, ${count(chosen)} chosen` : ''}.`;

function whyOf(
  pGiven: number | null,
  suggestion: { label: string; probability: number } | null,
  given: string,
): string {
  const mine = pGiven === null ? '' : `\`${given}\` is right with ${percent(pGiven)}.`;
  return suggestion
    ? `${mine} ${leansToGiven({ pGiven, suggestion }) ? 'Next likeliest is' : 'The model would say'} \`${suggestion.label}\`, with ${percent(suggestion.probability)}.`
    : mine;
}
